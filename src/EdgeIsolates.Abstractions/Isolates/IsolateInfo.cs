namespace EdgeIsolates;

/// <summary>One isolate at one moment.</summary>
public sealed record IsolateInfo
{
    /// <summary>Its id, unique across processes.</summary>
    public required string Id { get; init; }

    /// <summary>The function that it serves.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The version of that function.</summary>
    public required string FunctionVersion { get; init; }

    /// <summary>What it is doing.</summary>
    public required IsolateState State { get; init; }

    /// <summary>Requests that have begun in it, from its cold start on.</summary>
    public int RequestsServed { get; init; }

    /// <summary>Requests that are not over: without an answer, with a body that still streams, or with <c>waitUntil</c> work.</summary>
    public int RequestsUnderWay { get; init; }

    /// <summary>What it held at the end of its last turn, to 64 KB: heap, buffers, WebAssembly memory and what the host holds for it.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The function's memory limit, in bytes.</summary>
    public long MemoryLimitBytes { get; init; }

    /// <summary>When its cold start began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a request last came or left.</summary>
    public DateTimeOffset LastUsedAt { get; init; }

    /// <summary>How long its cold start took until it could take a request.</summary>
    public TimeSpan ColdStart { get; init; }
}
