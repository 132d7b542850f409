namespace EdgeIsolates;

/// <summary>All there is to know about one request to a function. Immutable.</summary>
public sealed record InvocationResult
{
    // Fits beside the outcome, so that no result becomes larger for it.
    private readonly ushort _secondsToRetry;

    /// <summary>How it ended.</summary>
    public required InvocationOutcome Outcome { get; init; }

    /// <summary>The answer; set exactly when <see cref="Outcome"/> is <see cref="InvocationOutcome.Ok"/>.</summary>
    public EdgeResponse? Response { get; init; }

    /// <summary>What went wrong; set exactly when <see cref="Outcome"/> is not <see cref="InvocationOutcome.Ok"/>.</summary>
    public EdgeError? Error { get; init; }

    /// <summary>When it is worth trying again, in whole seconds; <see langword="null"/> when nobody knows. Only with <see cref="InvocationOutcome.LoadShed"/>.</summary>
    public TimeSpan? RetryAfter
    {
        get => _secondsToRetry == 0 ? null : TimeSpan.FromSeconds(_secondsToRetry);
        init => _secondsToRetry = (ushort)Math.Clamp(Math.Ceiling((value ?? TimeSpan.Zero).TotalSeconds), 0, ushort.MaxValue);
    }

    /// <summary>Wall time from the call until this result.</summary>
    public TimeSpan WallTime { get; init; }

    /// <summary>CPU time of the request until this result, without the start-up of the isolate. Work in <c>waitUntil</c> comes later and is not in it.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>The phases of the cold start when this request caused one; <see langword="null"/> when the isolate was warm.</summary>
    public ColdStartPhases? ColdStart { get; init; }

    /// <summary>Memory the isolate used when the result was made: heap, array buffers, WebAssembly memory and what the host holds for it, in bytes.</summary>
    public long MemoryUsedBytes { get; init; }

    /// <summary>The isolate that served the request; empty when none did.</summary>
    public string IsolateId { get; init; } = "";

    /// <summary>The request's id, unique across processes; shown in logs.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The region this host runs in; empty when the host does not say.</summary>
    public string Region { get; init; } = "";

    /// <summary>The function's name; empty when there was none.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>The function's version; empty when there was none.</summary>
    public string FunctionVersion { get; init; } = "";

    /// <summary>
    /// Whether the script called <c>passThroughOnException()</c>: on an outcome other than <see cref="InvocationOutcome.Ok"/> the host should go on as if
    /// there were no function.
    /// </summary>
    public bool PassThrough { get; init; }

    /// <summary>The answer to an event that is no HTTP request; also of one whose handler threw.</summary>
    internal EventReply? Reply { get; init; }
}
