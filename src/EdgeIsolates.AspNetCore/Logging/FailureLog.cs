using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>Chooses the log line of a failure. Text of tenants is made plain first: it must not forge lines.</summary>
internal static class FailureLog
{
    public static void Failed(this ILogger log, InvocationResult result)
    {
        string error = result.Error is null ? "no error was given" : PlainText.Of($"{result.Error.Name}: {result.Error.Message}");
        switch (result.Outcome)
        {
            case InvocationOutcome.Exception:
                log.FunctionThrew(result.FunctionName, result.FunctionVersion, Place(result.Error), error, result.RequestId);
                break;
            case InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory or InvocationOutcome.ExceededWallTime or InvocationOutcome.ExceededSubrequests:
                log.LimitExceeded(
                    result.FunctionName,
                    result.FunctionVersion,
                    Place(result.Error),
                    result.Outcome,
                    error,
                    result.RequestId,
                    result.CpuTime.TotalMilliseconds,
                    result.WallTime.TotalMilliseconds,
                    result.MemoryUsedBytes);
                break;
            case InvocationOutcome.Canceled:
                log.CallerGaveUp(result.FunctionName, result.FunctionVersion, result.RequestId);
                break;
            case InvocationOutcome.LoadShed:
                log.LoadShed(result.FunctionName, result.FunctionVersion, error, result.RequestId);
                break;
            case InvocationOutcome.NotFound or InvocationOutcome.Disabled or InvocationOutcome.DeployFailed:
                log.Unavailable(result.FunctionName, result.FunctionVersion, result.Outcome, error, result.RequestId);
                break;
            default:
                log.HostFailed(result.FunctionName, result.FunctionVersion, error, result.RequestId);
                break;
        }
    }

    public static void BodyBrokenOff(this ILogger log, InvocationResult result, EdgeError error) =>
        log.BodyBrokenOff(result.FunctionName, result.FunctionVersion, Place(error), PlainText.Of($"{error.Name}: {error.Message}"), result.RequestId);

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
