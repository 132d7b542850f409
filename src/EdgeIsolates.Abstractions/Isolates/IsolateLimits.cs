namespace EdgeIsolates;

/// <summary>
/// The budgets of an isolate and of the requests in it. Immutable; made from a function's configuration by <see cref="FromConfig"/>. The defaults are
/// in <see cref="IsolateLimitsDefaults"/>.
/// </summary>
public sealed record IsolateLimits
{
    private const long MinMemoryBytes = 8L * 1024 * 1024;
    private const int MinStackBytes = 64 * 1024;
    private const int MaxStackBytes = 4 * 1024 * 1024;

    /// <summary>The limits of a function that says nothing.</summary>
    public static IsolateLimits Default { get; } = new();

    /// <summary>One budget for heap, array buffers, WebAssembly memory and what the host holds for the isolate.</summary>
    /// <value>Bytes; the default is 128 MB, the least is 8 MB.</value>
    public long MemoryBytes { get; init; } = IsolateLimitsDefaults.MemoryBytes;

    /// <summary>What array buffers may take of <see cref="MemoryBytes"/>; beyond it scripts see a <c>RangeError</c>.</summary>
    /// <value>Bytes; the default 0 means: all of <see cref="MemoryBytes"/>.</value>
    public long ArrayBufferBytes { get; init; }

    /// <summary>The CPU time of one request.</summary>
    /// <value>The default is 1 s.</value>
    public TimeSpan CpuPerRequest { get; init; } = IsolateLimitsDefaults.CpuPerRequest;

    /// <summary>The CPU time of the evaluation at start-up.</summary>
    /// <value>The default is 400 ms.</value>
    public TimeSpan CpuAtStartup { get; init; } = IsolateLimitsDefaults.CpuAtStartup;

    /// <summary>The wall time from a request's start to its answer. A body that streams may go on after it for as long as somebody reads it.</summary>
    /// <value>The default is 30 s.</value>
    public TimeSpan WallPerRequest { get; init; } = IsolateLimitsDefaults.WallPerRequest;

    /// <summary>The wall time of the evaluation at start-up, when it waits (top-level <c>await</c>).</summary>
    /// <value>The default is 10 s.</value>
    public TimeSpan WallAtStartup { get; init; } = IsolateLimitsDefaults.WallAtStartup;

    /// <summary>What <c>ctx.waitUntil</c> work may take after the answer.</summary>
    /// <value>The default is 30 s.</value>
    public TimeSpan WaitUntil { get; init; } = IsolateLimitsDefaults.WaitUntil;

    /// <summary>The stack that scripts may use.</summary>
    /// <value>Bytes; the default is 960 KB; from 64 KB to 4 MB.</value>
    public int StackBytes { get; init; } = IsolateLimitsDefaults.StackBytes;

    /// <summary>The text a request may log; what comes after is dropped, and the log says so once.</summary>
    /// <value>Bytes of UTF-16 text; the default is 256 KB.</value>
    public long LogBytesPerRequest { get; init; } = IsolateLimitsDefaults.LogBytesPerRequest;

    /// <summary>The largest request body a function gets, whole or as a stream.</summary>
    /// <value>Bytes; the default is 16 MB.</value>
    public long RequestBodyBytes { get; init; } = IsolateLimitsDefaults.RequestBodyBytes;

    /// <summary>The largest response body that is not a stream; a larger one is an error of the script.</summary>
    /// <value>Bytes; the default is 32 MB.</value>
    public int ResponseBodyBytes { get; init; } = IsolateLimitsDefaults.ResponseBodyBytes;

    /// <summary>How many timers a request may have waiting; one more throws.</summary>
    /// <value>The default is 1000.</value>
    public int TimersPerRequest { get; init; } = IsolateLimitsDefaults.TimersPerRequest;

    /// <summary>How many requests of its own a request may make by <c>fetch</c>, each redirect included; one more is an error of the script.</summary>
    /// <value>The default is 50.</value>
    public int SubrequestsPerRequest { get; init; } = IsolateLimitsDefaults.SubrequestsPerRequest;

    /// <summary>How many of them may wait for their headers at the same time; further ones wait for their turn.</summary>
    /// <value>The default is 6; the least is 1.</value>
    public int ConcurrentSubrequests { get; init; } = IsolateLimitsDefaults.ConcurrentSubrequests;

    /// <summary>How many calls of its bindings a request may make; one more is an error of the script.</summary>
    /// <value>The default is 1000.</value>
    public int BindingCallsPerRequest { get; init; } = IsolateLimitsDefaults.BindingCallsPerRequest;

    /// <summary>
    /// How many stubs of functions and objects in other isolates a request may have open, and how many of its own it may have lent; one more is an error of the script. A
    /// Durable Object has as many for itself.
    /// </summary>
    /// <value>The default is 1000.</value>
    public int StubsPerRequest { get; init; } = IsolateLimitsDefaults.StubsPerRequest;

    /// <summary>The largest message that a WebSocket takes; a larger one closes it with the code 1009.</summary>
    /// <value>Bytes; the default is 1 MB.</value>
    public int WebSocketMessageBytes { get; init; } = IsolateLimitsDefaults.WebSocketMessageBytes;

    /// <summary>
    /// What may wait to be sent by a WebSocket. While a quarter of it waits, the messages that come to the same request's sockets wait too; when there is no room for a
    /// message, the socket is closed with the code 1013.
    /// </summary>
    /// <value>Bytes; the default is 4 MB.</value>
    public int WebSocketQueueBytes { get; init; } = IsolateLimitsDefaults.WebSocketQueueBytes;

    /// <summary>How long one direction of a connection goes on after the other has closed; of interest to tests only, so far.</summary>
    internal TimeSpan WebSocketCloseGrace { get; init; } = IsolateLimitsDefaults.WebSocketCloseGrace;

    /// <summary>Whether <c>eval</c> and <c>new Function</c> may compile text.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowEval { get; init; }

    /// <summary>Makes the limits of a function: what its configuration says, and <paramref name="policy"/> for all else.</summary>
    /// <param name="config">The function's configuration.</param>
    /// <param name="policy">The host's limits; <see cref="Default"/> when <see langword="null"/>.</param>
    /// <returns>The limits.</returns>
    public static IsolateLimits FromConfig(FunctionConfig config, IsolateLimits? policy = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        return (policy ?? Default) with
        {
            MemoryBytes = config.MemoryLimitMb * 1024L * 1024L,
            CpuPerRequest = TimeSpan.FromMilliseconds(config.CpuMs),
            WallPerRequest = TimeSpan.FromMilliseconds(config.TimeoutMs),
            AllowEval = config.AllowEval,
        };
    }

    /// <summary>Checks every value.</summary>
    /// <returns>One sentence per fault; empty when the limits are sound.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        AtLeast(nameof(MemoryBytes), MemoryBytes, MinMemoryBytes);
        AtLeast(nameof(ArrayBufferBytes), ArrayBufferBytes, 0);
        Positive(nameof(CpuPerRequest), CpuPerRequest);
        Positive(nameof(CpuAtStartup), CpuAtStartup);
        Positive(nameof(WallPerRequest), WallPerRequest);
        Positive(nameof(WallAtStartup), WallAtStartup);
        Positive(nameof(WaitUntil), WaitUntil);
        AtLeast(nameof(StackBytes), StackBytes, MinStackBytes);
        if (StackBytes > MaxStackBytes)
        {
            faults.Add($"StackBytes is {StackBytes}; the most is {MaxStackBytes}.");
        }

        AtLeast(nameof(LogBytesPerRequest), LogBytesPerRequest, 0);
        AtLeast(nameof(RequestBodyBytes), RequestBodyBytes, 0);
        AtLeast(nameof(ResponseBodyBytes), ResponseBodyBytes, 0);
        AtLeast(nameof(TimersPerRequest), TimersPerRequest, 0);
        AtLeast(nameof(SubrequestsPerRequest), SubrequestsPerRequest, 0);
        AtLeast(nameof(ConcurrentSubrequests), ConcurrentSubrequests, 1);
        AtLeast(nameof(BindingCallsPerRequest), BindingCallsPerRequest, 0);
        AtLeast(nameof(StubsPerRequest), StubsPerRequest, 0);
        AtLeast(nameof(WebSocketMessageBytes), WebSocketMessageBytes, 1);
        AtLeast(nameof(WebSocketQueueBytes), WebSocketQueueBytes, 1);
        return faults;

        void AtLeast(string name, long value, long least)
        {
            if (value < least)
            {
                faults.Add($"{name} is {value}; the least is {least}.");
            }
        }

        void Positive(string name, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
            {
                faults.Add($"{name} is {value}; it must be more than zero.");
            }
        }
    }
}
