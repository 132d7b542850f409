namespace EdgeIsolates;

/// <summary>What an isolate is doing.</summary>
public enum IsolateState
{
    /// <summary>It waits for requests.</summary>
    Idle,

    /// <summary>It has requests without an answer.</summary>
    Running,

    /// <summary>It gets no new requests and goes when what it has begun is done.</summary>
    Draining,
}
