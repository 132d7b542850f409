namespace EdgeIsolates;

/// <summary>Counts of the isolates of this process at one moment, and of what happened since it started.</summary>
public sealed record IsolatePoolStatistics
{
    /// <summary>Isolates that serve a function, those that finish their last requests included.</summary>
    public int LiveIsolates { get; init; }

    /// <summary>Of these, the ones that get no new requests.</summary>
    public int DrainingIsolates { get; init; }

    /// <summary>Cold starts under way.</summary>
    public int StartingIsolates { get; init; }

    /// <summary>Isolates at most.</summary>
    public int MaxIsolates { get; init; }

    /// <summary>Blank isolates ready for a cold start.</summary>
    public int ReadyBlanks { get; init; }

    /// <summary>Memory of the isolates, in bytes, as measured at the end of their last turns.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Memory of ready blanks, about, and what lost isolates still hold, in bytes. It counts towards the budget, too.</summary>
    public long OtherMemoryBytes { get; init; }

    /// <summary>What all of that may be together, in bytes.</summary>
    public long MemoryBudgetBytes { get; init; }

    /// <summary>Requests that wait for an isolate.</summary>
    public int QueuedRequests { get; init; }

    /// <summary>Cold starts since the process started, those that failed included.</summary>
    public long ColdStarts { get; init; }

    /// <summary>Requests that got no isolate since the process started.</summary>
    public long ShedRequests { get; init; }

    /// <summary>Isolates that made room for others since the process started.</summary>
    public long EvictedIsolates { get; init; }

    /// <summary>Isolates that were replaced because of their memory or their number of requests since the process started.</summary>
    public long RenewedIsolates { get; init; }
}
