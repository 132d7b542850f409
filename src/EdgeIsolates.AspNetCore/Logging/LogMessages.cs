using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>All that this layer logs.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(
        EventId = EventIds.FunctionThrew,
        Level = LogLevel.Error,
        Message = "Function {Function} {Version} failed at {Place}: {Error} (request {RequestId})")]
    public static partial void FunctionThrew(this ILogger log, string function, string version, string place, string error, string requestId);

    [LoggerMessage(
        EventId = EventIds.LimitExceeded,
        Level = LogLevel.Warning,
        Message = "Function {Function} {Version} was stopped at {Place}, {Outcome}: {Error} (request {RequestId}, CPU {CpuMs} ms, wall {WallMs} ms, memory {MemoryBytes} bytes)")]
    public static partial void LimitExceeded(
        this ILogger log,
        string function,
        string version,
        string place,
        InvocationOutcome outcome,
        string error,
        string requestId,
        double cpuMs,
        double wallMs,
        long memoryBytes);

    [LoggerMessage(
        EventId = EventIds.LoadShed,
        Level = LogLevel.Warning,
        Message = "Function {Function} {Version} was not called: {Error} (request {RequestId})")]
    public static partial void LoadShed(this ILogger log, string function, string version, string error, string requestId);

    [LoggerMessage(
        EventId = EventIds.HostFailed,
        Level = LogLevel.Error,
        Message = "The host failed to run function {Function} {Version}: {Error} (request {RequestId})")]
    public static partial void HostFailed(this ILogger log, string function, string version, string error, string requestId);

    // At debug level: callers hang up all the time, and real faults must stand out.
    [LoggerMessage(
        EventId = EventIds.CallerGaveUp,
        Level = LogLevel.Debug,
        Message = "The caller of function {Function} {Version} gave up (request {RequestId})")]
    public static partial void CallerGaveUp(this ILogger log, string function, string version, string requestId);

    [LoggerMessage(
        EventId = EventIds.RequestBodyTooLarge,
        Level = LogLevel.Information,
        Message = "A request to function {Function} was refused: its body is larger than {Limit} bytes (request {RequestId})")]
    public static partial void RequestBodyTooLarge(this ILogger log, string function, long limit, string requestId);

    [LoggerMessage(
        EventId = EventIds.HeaderRefused,
        Level = LogLevel.Error,
        Message = "Function {Function} {Version} answered with a header {Header} that the server does not send (request {RequestId})")]
    public static partial void HeaderRefused(this ILogger log, string function, string version, string header, string requestId);

    [LoggerMessage(
        EventId = EventIds.BodyBrokenOff,
        Level = LogLevel.Error,
        Message = "Function {Function} {Version} failed at {Place} while it was sending the body of its answer: {Error} (request {RequestId})")]
    public static partial void BodyBrokenOff(this ILogger log, string function, string version, string place, string error, string requestId);

    [LoggerMessage(
        EventId = EventIds.Unavailable,
        Level = LogLevel.Information,
        Message = "Function {Function} {Version} is not available, {Outcome}: {Error} (request {RequestId})")]
    public static partial void Unavailable(this ILogger log, string function, string version, InvocationOutcome outcome, string error, string requestId);

    [LoggerMessage(
        EventId = EventIds.RegionUnreachable,
        Level = LogLevel.Warning,
        Message = "A request to function {Function} could not be forwarded to the region {Region}: {Reason}")]
    public static partial void RegionUnreachable(this ILogger log, string function, string region, string reason);

    [LoggerMessage(
        EventId = EventIds.ForwardedInVain,
        Level = LogLevel.Warning,
        Message = "A request to function {Function} came from the region {Region}, but the function does not run here either: do all hosts know the same version?")]
    public static partial void ForwardedInVain(this ILogger log, string function, string region);

    [LoggerMessage(EventId = EventIds.DeployRefused, Level = LogLevel.Information, Message = "Refused to deploy function {Function}: {Fault}")]
    public static partial void DeployRefused(this ILogger log, string function, string fault);

    [LoggerMessage(EventId = EventIds.RemoteCallerRefused, Level = LogLevel.Warning, Message = "Refused the admin API to a caller from {Address}: it asks for no authorization")]
    public static partial void RemoteCallerRefused(this ILogger log, string address);
}
