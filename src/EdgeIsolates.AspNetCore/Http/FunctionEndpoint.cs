using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// One HTTP request through one function:
/// <list type="number">
/// <item>the function whose route fits; none: the next handler</item>
/// <item>the request whole, body included, before an isolate is taken</item>
/// <item>the call; the client hanging up cancels it</item>
/// <item>the log line for what went wrong, with function, version, file, line and column</item>
/// <item>the function's answer, or a problem that tells the caller what to do and nothing about the code</item>
/// </list>
/// </summary>
internal sealed class FunctionEndpoint(
    IEdgeRuntime runtime,
    ProblemWriter problems,
    EdgeIsolatesHttpOptions options,
    int requestBodyBytes,
    ILogger<FunctionEndpoint> log)
{
    private const string RequestIdHeader = "X-Edge-Request-Id";
    private const string ServerTimingHeader = "Server-Timing";

    public static FunctionEndpoint Create(IServiceProvider services)
    {
        EdgeIsolatesHttpOptions options = services.GetFromEdgeIsolates<IOptions<EdgeIsolatesHttpOptions>>().Value;
        bool showErrorDetails = options.ShowErrorDetails ?? services.GetFromEdgeIsolates<IHostEnvironment>().IsDevelopment();
        return new FunctionEndpoint(
            services.GetFromEdgeIsolates<IEdgeRuntime>(),
            new ProblemWriter(showErrorDetails),
            options,
            services.GetFromEdgeIsolates<IOptions<EdgeIsolatesOptions>>().Value.Limits.RequestBodyBytes,
            services.GetFromEdgeIsolates<ILogger<FunctionEndpoint>>());
    }

    /// <summary>Serves the request, or answers 404 when no function's route fits.</summary>
    public Task ServeAsync(HttpContext context) => ServeAsync(context, next: null);

    /// <summary>Serves the request, or calls <paramref name="next"/> when no function's route fits.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate? next)
    {
        RequestUrl url = RequestUrl.Of(context);
        EdgeFunction? function = runtime.Match(url.Host, url.Path);
        if (function is null)
        {
            await (next?.Invoke(context) ?? ProblemWriter.WriteNoFunctionAsync(context));
            return;
        }

        ReadOnlyMemory<byte>? body = null;
        if (RequestBody.Has(context))
        {
            body = await RequestBody.ReadAsync(context, requestBodyBytes);
            if (body is null)
            {
                log.RequestBodyTooLarge(function.Name, function.Version, requestBodyBytes);
                await ProblemWriter.WriteBodyTooLargeAsync(context, requestBodyBytes);
                return;
            }
        }

        EdgeRequest request = new()
        {
            Method = context.Request.Method,
            Url = url.Absolute,
            Headers = RequestHeaders.Of(context.Request),
            Body = body ?? default,
            HasBody = body is not null,
        };
        InvocationResult result = await runtime.InvokeAsync(function, request, context.RequestAborted);
        context.Features.Set<IEdgeInvocationFeature>(new EdgeInvocationFeature(function, result));
        if (result.Outcome != InvocationOutcome.Ok)
        {
            log.Failed(function, result);
        }

        if (result.PassThrough && result.Outcome != InvocationOutcome.Ok && next is not null)
        {
            // The next handler finds the body unread.
            context.Request.Body = new MemoryStream((body ?? default).ToArray(), writable: false);
            await next(context);
            return;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        await AnswerAsync(context, function, result);
    }

    private async Task AnswerAsync(HttpContext context, EdgeFunction function, InvocationResult result)
    {
        if (result.Response is { } answer)
        {
            string? refusedHeader = AnswerWriter.TryPrepare(context, answer);
            if (refusedHeader is null)
            {
                AddAskedForHeaders(context, result);
                await AnswerWriter.WriteBodyAsync(context, answer);
                return;
            }

            log.HeaderRefused(function.Name, function.Version, PlainText.Of(refusedHeader), result.RequestId);
            context.Response.Clear();
            result = result with { Outcome = InvocationOutcome.Exception, Response = null, Error = HeaderRefused(refusedHeader) };
        }

        AddAskedForHeaders(context, result);
        await problems.WriteFailureAsync(context, function, result);
    }

    private void AddAskedForHeaders(HttpContext context, InvocationResult result)
    {
        if (options.ShowRequestId)
        {
            context.Response.Headers[RequestIdHeader] = result.RequestId;
        }

        if (options.ShowTimings)
        {
            context.Response.Headers.Append(ServerTimingHeader, ServerTiming.Of(result));
        }
    }

    private static EdgeError HeaderRefused(string name) => EdgeError.WithoutPlace(
        "TypeError",
        $"The server does not send the value of the response header '{PlainText.Of(name)}': it holds characters other than printable ASCII.");
}
