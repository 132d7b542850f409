using EdgeIsolates.Hosting;

namespace EdgeIsolates;

/// <summary>How the host runs isolates. Set in <c>AddEdgeIsolates</c>; checked when the host starts, all faults together; not read again afterwards.</summary>
public sealed class EdgeIsolatesOptions
{
    /// <summary>The region this process runs in, shown in results.</summary>
    /// <value>Empty when not set.</value>
    public string Region { get; set; } = "";

    /// <summary>
    /// The host's policy: the most that any function may ask for (memory, CPU and wall time of a request), and the limits a function cannot
    /// choose itself (start-up, stack, log, bodies, timers, <c>waitUntil</c>).
    /// </summary>
    /// <value>The default is <see cref="IsolateLimits.Default"/> with 30 s of CPU per request.</value>
    public IsolateLimits Limits { get; set; } = IsolateLimits.Default with { CpuPerRequest = EdgeIsolatesDefaults.MaxCpuPerRequest };

    /// <summary>How many isolates there are, how long they live, and who waits for one.</summary>
    public PoolOptions Pool { get; } = new();

    /// <summary>Where the requests that functions make may go.</summary>
    public EgressOptions Egress { get; } = new();

    /// <summary>How requests are told apart while a function's traffic is split between two versions.</summary>
    public TrafficOptions Traffic { get; } = new();

    /// <summary>How Durable Objects live.</summary>
    public DurableObjectOptions DurableObjects { get; } = new();

    /// <summary>How requests are counted.</summary>
    public MetricsOptions Metrics { get; } = new();

    /// <summary>How queues are read.</summary>
    public QueueOptions Queues { get; } = new();

    /// <summary>How <c>kv</c> bindings use memory.</summary>
    public KeyValueOptions KeyValue { get; } = new();

    /// <summary>How much the Cache API keeps.</summary>
    public CacheOptions Cache { get; } = new();

    /// <summary>How many versions of a function are kept to roll back to; older ones are deleted by later deploys, unless they get requests.</summary>
    /// <value>The default is 100; the least is 1.</value>
    public int KeptVersions { get; set; } = EdgeIsolatesDefaults.KeptVersions;

    /// <summary>What the modules of a function may have together.</summary>
    /// <value>Bytes; the default is 10 MB.</value>
    public long MaxModuleBytes { get; set; } = EdgeIsolatesDefaults.MaxModuleBytes;

    /// <summary>Memory for functions' code that was read from the store; over it, code that was not asked for longest is read again when it is needed.</summary>
    /// <value>Bytes; the default is 256 MB.</value>
    public long CodeCacheBytes { get; set; } = EdgeIsolatesDefaults.CodeCacheBytes;

    /// <summary>How often a host looks for changes that it was not told of.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan StorePollInterval { get; set; } = EdgeIsolatesDefaults.StorePollInterval;

    /// <summary>Lost isolates, without a <see cref="QuarantineWindow"/> of peace between, after which a version of a function is refused for a while.</summary>
    /// <value>The default is 3.</value>
    public int QuarantineAfterLosses { get; set; } = EdgeIsolatesDefaults.QuarantineAfterLosses;

    /// <summary>The time without losses that forgives earlier ones.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan QuarantineWindow { get; set; } = EdgeIsolatesDefaults.QuarantineWindow;

    /// <summary>How long a version is refused the first time; each further loss doubles it.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan QuarantineTime { get; set; } = EdgeIsolatesDefaults.QuarantineTime;

    /// <summary>How long a version is refused at most.</summary>
    /// <value>The default is 10 minutes.</value>
    public TimeSpan MaxQuarantineTime { get; set; } = EdgeIsolatesDefaults.MaxQuarantineTime;

    /// <summary>Memory of lost isolates above which the process counts as degraded and should be recycled.</summary>
    /// <value>Bytes; the default is 512 MB.</value>
    public long LostMemoryThresholdBytes { get; set; } = EdgeIsolatesDefaults.LostMemoryThresholdBytes;
}
