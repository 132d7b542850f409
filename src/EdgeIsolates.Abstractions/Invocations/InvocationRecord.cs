namespace EdgeIsolates;

/// <summary>What became of one request to a function, told once, when all of it is over: the answer, its body, and what <c>ctx.waitUntil</c> kept. Immutable.</summary>
public sealed record InvocationRecord
{
    /// <summary>When the request came.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The function's version; empty when there was none.</summary>
    public string FunctionVersion { get; init; } = "";

    /// <summary>The request's id, unique across processes.</summary>
    public required string RequestId { get; init; }

    /// <summary>The W3C trace the request belongs to; empty when there is none.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "";

    /// <summary>The request's URL, without its query, which may hold secrets.</summary>
    public string Url { get; init; } = "";

    /// <summary>How it ended.</summary>
    public required InvocationOutcome Outcome { get; init; }

    /// <summary>The status of the answer; 0 when the function gave none.</summary>
    public int Status { get; init; }

    /// <summary>From the call until there was an answer or a failure.</summary>
    public TimeSpan WallTime { get; init; }

    /// <summary>All CPU time of the request, also after the answer; without the start-up of the isolate.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>The phases of the cold start when the request caused one; <see langword="null"/> when the isolate was warm.</summary>
    public ColdStartPhases? ColdStart { get; init; }

    /// <summary>The isolate that served it; empty when none did.</summary>
    public string IsolateId { get; init; } = "";

    /// <summary>Memory the isolate used when there was an answer, in bytes.</summary>
    public long MemoryUsedBytes { get; init; }

    /// <summary>How many requests it made by <c>fetch</c>, redirects included.</summary>
    public int Subrequests { get; init; }

    /// <summary>What it did with its bindings; empty when it called none.</summary>
    public IReadOnlyList<BindingUsage> Bindings { get; init; } = [];

    /// <summary>The lines it logged, in order, up to <see cref="IsolateLimits.LogBytesPerRequest"/>; empty unless some sink asks for lines.</summary>
    public IReadOnlyList<InvocationLogLine> Logs { get; init; } = [];

    /// <summary>What went wrong, its stack in terms of the sources that a source map names; <see langword="null"/> when nothing did.</summary>
    public EdgeError? Error { get; init; }

    /// <summary>The region that ran it; empty when the host does not say.</summary>
    public string Region { get; init; } = "";
}
