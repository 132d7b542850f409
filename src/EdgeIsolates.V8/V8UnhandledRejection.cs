namespace EdgeIsolates.V8;

/// <summary>A promise that was rejected and that nobody handled. Its values are valid as long as others of the scope.</summary>
public readonly ref struct V8UnhandledRejection
{
    internal V8UnhandledRejection(int requestId, V8Value promise, V8Value reason, V8Exception exception)
    {
        RequestId = requestId;
        Promise = promise;
        Reason = reason;
        Exception = exception;
    }

    /// <summary>The request whose continuation rejected it; 0 when none.</summary>
    public int RequestId { get; }

    /// <summary>The promise.</summary>
    public V8Value Promise { get; }

    /// <summary>What it was rejected with.</summary>
    public V8Value Reason { get; }

    /// <summary>The reason, told.</summary>
    public V8Exception Exception { get; }
}
