using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// One HTTP request through one function:
/// <list type="number">
/// <item>the function whose route fits; none: the next handler</item>
/// <item>when it does not run in this region: the nearest region that runs it</item>
/// <item>the request; a small body whole, so that a slow client keeps a buffer and never an isolate, a larger one as the function reads it</item>
/// <item>the call, also of a request whose body is too large by its own word: the runtime refuses it, so that it is counted; the client hanging up cancels it</item>
/// <item>the log line for what went wrong, with function, version, file, line and column</item>
/// <item>the function's answer, its body as the function sends it, or a problem that tells the caller what to do and nothing about the code</item>
/// </list>
/// </summary>
internal sealed class FunctionEndpoint(
    IEdgeRuntime runtime,
    ProblemWriter problems,
    EdgeIsolatesHttpOptions options,
    EdgeIsolatesOptions edge,
    RegionForwarder? regions,
    SocketUpgrade sockets,
    ILogger<FunctionEndpoint> log)
{
    private const string RequestIdHeader = "X-Edge-Request-Id";
    private const string ServerTimingHeader = "Server-Timing";
    private const string RegionHeader = "X-Edge-Region";

    private readonly long _requestBodyBytes = edge.Limits.RequestBodyBytes;

    public static FunctionEndpoint Create(IServiceProvider services)
    {
        EdgeIsolatesHttpOptions options = services.GetFromEdgeIsolates<IOptions<EdgeIsolatesHttpOptions>>().Value;
        bool showErrorDetails = options.ShowErrorDetails ?? services.GetFromEdgeIsolates<IHostEnvironment>().IsDevelopment();
        return new FunctionEndpoint(
            services.GetFromEdgeIsolates<IEdgeRuntime>(),
            new ProblemWriter(showErrorDetails),
            options,
            services.GetFromEdgeIsolates<IOptions<EdgeIsolatesOptions>>().Value,
            services.GetService<RegionForwarder>(),
            new SocketUpgrade(
                options,
                services.GetFromEdgeIsolates<IHostApplicationLifetime>(),
                services.GetFromEdgeIsolates<ILoggerFactory>()),
            services.GetFromEdgeIsolates<ILogger<FunctionEndpoint>>());
    }

    /// <summary>Serves the request, or answers 404 when no function's route fits.</summary>
    public Task ServeAsync(HttpContext context) => ServeAsync(context, next: null);

    /// <summary>Serves the request, or calls <paramref name="next"/> when no function's route fits.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate? next)
    {
        RequestUrl url = RequestUrl.Of(context);
        FunctionRecord? function = runtime.Match(url.Host, url.Path);
        if (function is null)
        {
            await (next?.Invoke(context) ?? ProblemWriter.WriteNoFunctionAsync(context));
            return;
        }

        if (HttpMethods.IsConnect(context.Request.Method) && !UpgradeRequest.IsWebSocket(context))
        {
            await ProblemWriter.WriteNoTunnelAsync(context);
            return;
        }

        if (regions?.RunsElsewhere(function) == true)
        {
            await regions.ForwardAsync(context, function);
            return;
        }

        await using RequestBody body = await RequestBody.OpenAsync(context, _requestBodyBytes);
        InvocationResult result = await runtime.InvokeAsync(function.Name, RequestOf(context, url, body), context.RequestAborted);
        context.Features.Set<IEdgeInvocationFeature>(new EdgeInvocationFeature(function, result));
        if (result.Outcome != InvocationOutcome.Ok)
        {
            if (body.IsTooLarge)
            {
                log.RequestBodyTooLarge(function.Name, _requestBodyBytes, result.RequestId);
                await ProblemWriter.WriteBodyTooLargeAsync(context, result, _requestBodyBytes);
                return;
            }

            log.Failed(result);
            if (result.PassThrough && next is not null && body.Reader is null)
            {
                // The next handler finds the body unread.
                context.Request.Body = new MemoryStream(body.Bytes.ToArray(), writable: false);
                await next(context);
                return;
            }
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            result.Response?.BodyReader?.Complete();
            result.Response?.WebSocket?.Abandon();
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }

        await AnswerAsync(context, result);
    }

    private EdgeRequest RequestOf(HttpContext context, RequestUrl url, RequestBody body) => new()
    {
        Method = UpgradeRequest.IsWebSocket(context) ? HttpMethods.Get : context.Request.Method,
        Url = url.Absolute,
        Headers = RequestHeaders.Of(context.Request),
        Body = body.Bytes,
        HasBody = body.Exists,
        BodyReader = body.Reader,
        DeclaredBodyLength = body.Exists ? context.Request.ContentLength : null,
        CfJson = options.RequestCf?.Invoke(context),
    };

    private async Task AnswerAsync(HttpContext context, InvocationResult result)
    {
        if (result.Response is { WebSocket: { } socket } upgrade)
        {
            await UpgradeAsync(context, result, upgrade, socket);
            return;
        }

        if (result.Response is { } answer)
        {
            if (UpgradeRequest.IsTunnel(context, answer.Status))
            {
                answer.BodyReader?.Complete();
                await ProblemWriter.WriteNoWebSocketAsync(context, result.RequestId);
                return;
            }

            string? refusedHeader = AnswerWriter.TryPrepare(context, answer);
            if (refusedHeader is null)
            {
                AddAskedForHeaders(context, result);
                await SendBodyAsync(context, result, answer);
                return;
            }

            answer.BodyReader?.Complete();
            result = HeaderRefusedIn(context, result, refusedHeader);
        }

        AddAskedForHeaders(context, result);
        await problems.WriteFailureAsync(context, result);
    }

    private async Task UpgradeAsync(HttpContext context, InvocationResult result, EdgeResponse answer, EdgeWebSocket socket)
    {
        if (!UpgradeRequest.IsWebSocket(context))
        {
            socket.Abandon();
            await ProblemWriter.WriteUpgradeRequiredAsync(context, result);
            return;
        }

        string? refusedHeader = AnswerWriter.TryPrepare(context, SocketUpgrade.Prepare(context, answer, out string? protocol));
        if (refusedHeader is not null)
        {
            socket.Abandon();
            await AnswerAsync(context, HeaderRefusedIn(context, result, refusedHeader));
            return;
        }

        AddAskedForHeaders(context, result);
        await sockets.ServeAsync(context, socket, protocol);
    }

    private InvocationResult HeaderRefusedIn(HttpContext context, InvocationResult result, string name)
    {
        log.HeaderRefused(result.FunctionName, result.FunctionVersion, PlainText.Of(name), result.RequestId);
        context.Response.Clear();
        return result with { Outcome = InvocationOutcome.Exception, Response = null, Error = HeaderRefused(name) };
    }

    /// <summary>A body that fails once it has begun can only be broken off: the client must not take it for whole.</summary>
    private async ValueTask SendBodyAsync(HttpContext context, InvocationResult result, EdgeResponse answer)
    {
        EdgeError? failure = await AnswerWriter.WriteBodyAsync(context, answer);
        if (failure is null)
        {
            return;
        }

        log.BodyBrokenOff(result, failure);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await problems.WriteFailureAsync(context, result with { Outcome = InvocationOutcome.Exception, Response = null, Error = failure });
    }

    private void AddAskedForHeaders(HttpContext context, InvocationResult result)
    {
        if (edge.Region.Length > 0)
        {
            context.Response.Headers[RegionHeader] = edge.Region;
        }

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
