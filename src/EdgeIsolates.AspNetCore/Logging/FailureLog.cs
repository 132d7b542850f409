using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>Chooses the log line of a failure. Text of tenants is made plain first: it must not forge lines.</summary>
internal static class FailureLog
{
    public static void Failed(this ILogger log, EdgeFunction function, InvocationResult result)
    {
        string error = result.Error is null ? "no error was given" : PlainText.Of($"{result.Error.Name}: {result.Error.Message}");
        switch (result.Outcome)
        {
            case InvocationOutcome.Exception:
                log.FunctionThrew(function.Name, function.Version, Place(result.Error), error, result.RequestId);
                break;
            case InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory or InvocationOutcome.ExceededWallTime or InvocationOutcome.ExceededSubrequests:
                log.LimitExceeded(
                    function.Name,
                    function.Version,
                    Place(result.Error),
                    result.Outcome,
                    error,
                    result.RequestId,
                    result.CpuTime.TotalMilliseconds,
                    result.WallTime.TotalMilliseconds,
                    result.MemoryUsedBytes);
                break;
            case InvocationOutcome.Canceled:
                log.CallerGaveUp(function.Name, function.Version, result.RequestId);
                break;
            case InvocationOutcome.LoadShed:
                log.LoadShed(function.Name, function.Version, error, result.RequestId);
                break;
            case InvocationOutcome.NotFound or InvocationOutcome.Disabled or InvocationOutcome.DeployFailed:
                log.Unavailable(function.Name, function.Version, result.Outcome, error, result.RequestId);
                break;
            default:
                log.HostFailed(function.Name, function.Version, error, result.RequestId);
                break;
        }
    }

    public static void BodyBrokenOff(this ILogger log, EdgeFunction function, InvocationResult result, EdgeError error) =>
        log.BodyBrokenOff(function.Name, function.Version, Place(error), PlainText.Of($"{error.Name}: {error.Message}"), result.RequestId);

    public static void Refused(this ILogger log, string functionName, DeployFault fault)
    {
        string name = PlainText.Of(functionName);
        string place = fault.Module is not null && fault.Line > 0 ? $" at {PlainText.Of(fault.Module)}:{fault.Line}:{fault.Column}" : "";
        string message = PlainText.Of(fault.Message) + place;
        log.DeployRefused(name, message);
    }

    /// <summary><c>file:line:column</c>, as far as known.</summary>
    private static string Place(EdgeError? error) => error switch
    {
        null or { Module: null } => "an unknown place",
        { Line: > 0 } => $"{PlainText.Of(error.Module)}:{error.Line}:{error.Column}",
        _ => PlainText.Of(error.Module),
    };
}
