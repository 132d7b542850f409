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

    /// <summary>Where the requests that functions make may go.</summary>
    public EgressOptions Egress { get; } = new();

    /// <summary>How requests are told apart while a function's traffic is split between two versions.</summary>
    public TrafficOptions Traffic { get; } = new();

    /// <summary>How requests are counted.</summary>
    public MetricsOptions Metrics { get; } = new();

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

    /// <summary>Blank isolates kept ready when there are no cold starts. Each takes about 2 MB.</summary>
    /// <value>The default is 2; 0 makes each cold start make its own.</value>
    public int MinBlanks { get; set; } = EdgeIsolatesDefaults.MinBlanks;

    /// <summary>Blank isolates kept ready when there are many cold starts.</summary>
    /// <value>The default is 16.</value>
    public int MaxBlanks { get; set; } = EdgeIsolatesDefaults.MaxBlanks;

    /// <summary>Isolates of all functions in this process. At the cap the one idle longest makes room; when none is idle, requests are shed.</summary>
    /// <value>The default is 1000.</value>
    public int MaxIsolates { get; set; } = EdgeIsolatesDefaults.MaxIsolates;

    /// <summary>Isolates of one version of a function. More than one are only made when all are running at the same moment.</summary>
    /// <value>The default is one per processor, at least 2.</value>
    public int MaxIsolatesPerFunction { get; set; } = EdgeIsolatesDefaults.MaxIsolatesPerFunction;

    /// <summary>How long an isolate without requests is kept.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan IdleTimeout { get; set; } = EdgeIsolatesDefaults.IdleTimeout;

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
