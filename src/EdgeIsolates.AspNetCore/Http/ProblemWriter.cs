using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Answers requests that got no answer from a function, as problem details.</summary>
internal sealed class ProblemWriter(bool showErrorDetails)
{
    private const string ContentType = "application/problem+json";

    private static readonly TimeSpan UsualRetry = TimeSpan.FromSeconds(1);

    public Task WriteFailureAsync(HttpContext context, InvocationResult result)
    {
        OutcomeProblem outcome = OutcomeProblem.Of(result.Outcome);
        if (result.Outcome == InvocationOutcome.LoadShed)
        {
            context.Response.Headers.RetryAfter = (result.RetryAfter ?? UsualRetry).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        EdgeError? error = showErrorDetails ? result.Error : null;
        return WriteAsync(context, new FunctionProblem
        {
            Title = outcome.Title,
            Status = outcome.Status,
            Outcome = result.Outcome,
            RequestId = result.RequestId,
            Detail = error is null
                ? null
                : SourceExcerpt.Of($"{error.Name}: {error.Message}", error.Module, error.Line, error.Column, error.SourceLine),
            Error = error is null ? null : Describe(result, error),
        });
    }

    public static Task WriteNoFunctionAsync(HttpContext context)
    {
        OutcomeProblem outcome = OutcomeProblem.Of(InvocationOutcome.NotFound);
        return WriteAsync(context, new FunctionProblem
        {
            Title = outcome.Title,
            Status = outcome.Status,
            Outcome = InvocationOutcome.NotFound,
            RequestId = context.TraceIdentifier,
        });
    }

    public static Task WriteBodyTooLargeAsync(HttpContext context, InvocationResult result, long limit) =>
        WriteAsync(context, new FunctionProblem
        {
            Title = $"The request body is larger than {limit} bytes, the most that a function gets.",
            Status = StatusCodes.Status413PayloadTooLarge,
            Outcome = result.Outcome,
            RequestId = result.RequestId,
        });

    public static Task WriteUpgradeRequiredAsync(HttpContext context, InvocationResult result)
    {
        context.Response.Headers.Upgrade = "websocket";
        return WriteAsync(context, new FunctionProblem
        {
            Title = "The function answers this request with a WebSocket, and the request did not ask for one (Upgrade: websocket).",
            Status = StatusCodes.Status426UpgradeRequired,
            Outcome = InvocationOutcome.Ok,
            RequestId = result.RequestId,
        });
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc9220#section-3</summary>
    public static Task WriteNoTunnelAsync(HttpContext context) =>
        WriteAsync(context, new FunctionProblem
        {
            Title = "A function answers a CONNECT only when it asks for a WebSocket.",
            Status = StatusCodes.Status501NotImplemented,
            Outcome = InvocationOutcome.NotFound,
            RequestId = context.TraceIdentifier,
        });

    public static Task WriteNoWebSocketAsync(HttpContext context, string requestId) =>
        WriteAsync(context, new FunctionProblem
        {
            Title = "The request asked for a WebSocket, and the function answered it without one.",
            Status = StatusCodes.Status501NotImplemented,
            Outcome = InvocationOutcome.Ok,
            RequestId = requestId,
        });

    public static Task WriteNoRegionAsync(HttpContext context, IReadOnlyList<string> regions) =>
        WriteUnavailableAsync(context, $"The function runs in {string.Join(", ", regions)}, and none of these regions can be reached.");

    public static Task WriteWrongRegionAsync(HttpContext context, string region) =>
        WriteUnavailableAsync(context, $"The request was forwarded to the region {region}, where the function does not run.");

    private static Task WriteUnavailableAsync(HttpContext context, string title) =>
        WriteAsync(context, new FunctionProblem
        {
            Title = title,
            Status = StatusCodes.Status503ServiceUnavailable,
            Outcome = InvocationOutcome.LoadShed,
            RequestId = context.TraceIdentifier,
        });

    private static FunctionProblemError Describe(InvocationResult result, EdgeError error) => new(
        result.FunctionName,
        result.FunctionVersion,
        PlainText.Of(error.Name),
        PlainText.Of(error.Message),
        error.Module is null ? null : PlainText.Of(error.Module),
        error.Line,
        error.Column,
        error.SourceLine is null ? null : SourceExcerpt.Window(error.SourceLine, error.Column, out _));

    private static Task WriteAsync(HttpContext context, FunctionProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, ReadableJson.Problem.FunctionProblem, ContentType, context.RequestAborted);
    }
}
