namespace EdgeIsolates;

/// <summary>What an <see cref="IsolateLimits"/> holds when nobody says otherwise.</summary>
public static class IsolateLimitsDefaults
{
    /// <summary>128 MB.</summary>
    public const long MemoryBytes = 128L * 1024 * 1024;

    /// <summary>Stack of scripts: 960 KB, about what browsers give.</summary>
    public const int StackBytes = 960 * 1024;

    /// <summary>Log text per request: 256 KB.</summary>
    public const long LogBytesPerRequest = 256 * 1024;

    /// <summary>Request body: 16 MB.</summary>
    public const long RequestBodyBytes = 16 * 1024 * 1024;

    /// <summary>Response body: 32 MB.</summary>
    public const int ResponseBodyBytes = 32 * 1024 * 1024;

    /// <summary>Timers of a request alive at the same time: 1000.</summary>
    public const int TimersPerRequest = 1_000;

    /// <summary>Requests that a request may make: 50.</summary>
    public const int SubrequestsPerRequest = 50;

    /// <summary>Of these waiting for headers at the same time: 6.</summary>
    public const int ConcurrentSubrequests = 6;

    /// <summary>Calls of bindings that a request may make: 1000.</summary>
    public const int BindingCallsPerRequest = 1_000;

    /// <summary>Stubs that a request may have open, and that it may have lent: 1000.</summary>
    public const int StubsPerRequest = 1_000;

    /// <summary>Message of a WebSocket: 1 MB.</summary>
    public const int WebSocketMessageBytes = 1024 * 1024;

    /// <summary>What waits to be sent by a WebSocket: 4 MB.</summary>
    public const int WebSocketQueueBytes = 4 * 1024 * 1024;

    internal static readonly TimeSpan WebSocketCloseGrace = TimeSpan.FromSeconds(5);

    /// <summary>CPU time of a request: 1 s.</summary>
    public static readonly TimeSpan CpuPerRequest = TimeSpan.FromSeconds(1);

    /// <summary>CPU time of the evaluation at start-up: 400 ms.</summary>
    public static readonly TimeSpan CpuAtStartup = TimeSpan.FromMilliseconds(400);

    /// <summary>Wall time of a request: 30 s.</summary>
    public static readonly TimeSpan WallPerRequest = TimeSpan.FromSeconds(30);

    /// <summary>Wall time of the evaluation at start-up: 10 s.</summary>
    public static readonly TimeSpan WallAtStartup = TimeSpan.FromSeconds(10);

    /// <summary>What <c>waitUntil</c> may take after the response: 30 s.</summary>
    public static readonly TimeSpan WaitUntil = TimeSpan.FromSeconds(30);
}
