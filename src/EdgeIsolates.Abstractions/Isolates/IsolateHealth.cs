namespace EdgeIsolates;

/// <summary>The state of the isolates at one moment.</summary>
public sealed record IsolateHealth
{
    /// <summary>The verdict.</summary>
    public required IsolateHealthStatus Status { get; init; }

    /// <summary>Why the status is not <see cref="IsolateHealthStatus.Healthy"/>: one sentence each; empty when it is.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Isolates that serve a function.</summary>
    public int LiveIsolates { get; init; }

    /// <summary>Blank isolates ready for a cold start.</summary>
    public int ReadyBlanks { get; init; }

    /// <summary>Isolates lost to a contained fatal error since the process started.</summary>
    public long LostIsolates { get; init; }

    /// <summary>Memory that those isolates still hold, in bytes; it comes back only with a new process.</summary>
    public long LostBytes { get; init; }

    /// <summary>Names of the functions that are refused for now because they lost isolates.</summary>
    public IReadOnlyList<string> QuarantinedFunctions { get; init; } = [];
}
