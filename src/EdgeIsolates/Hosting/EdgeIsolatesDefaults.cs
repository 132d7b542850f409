namespace EdgeIsolates.Hosting;

/// <summary>What <see cref="EdgeIsolatesOptions"/> hold when the host is silent.</summary>
public static class EdgeIsolatesDefaults
{
    /// <summary>Blanks kept ready when nothing happens: 2.</summary>
    public const int MinBlanks = 2;

    /// <summary>Blanks kept ready at most: 16.</summary>
    public const int MaxBlanks = 16;

    /// <summary>Isolates of this process for each GB of <see cref="PoolOptions.MemoryBudgetBytes"/>: 50.</summary>
    public const int IsolatesPerGigabyte = 50;

    /// <summary>Requests that an isolate serves at the same time: 100.</summary>
    public const int MaxConcurrentRequests = 100;

    /// <summary>Requests that wait for an isolate: 1000.</summary>
    public const int MaxQueuedRequests = 1_000;

    /// <summary>The share of its memory limit at which an isolate is replaced: 80 %.</summary>
    public const int SoftMemoryPercent = 80;

    /// <summary>Losses after which a function is refused for a while: 3.</summary>
    public const int QuarantineAfterLosses = 3;

    /// <summary>Lost memory above which the process is degraded: 512 MB.</summary>
    public const long LostMemoryThresholdBytes = 512L * 1024 * 1024;

    /// <summary>Versions of a function kept to roll back to: 100.</summary>
    public const int KeptVersions = 100;

    /// <summary>Modules of a function together: 10 MB.</summary>
    public const long MaxModuleBytes = 10L * 1024 * 1024;

    /// <summary>Memory for code read from the store: 256 MB.</summary>
    public const long CodeCacheBytes = 256L * 1024 * 1024;

    /// <summary>How often a host looks for changes that it was not told of: 1 second.</summary>
    public static readonly TimeSpan StorePollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long an idle isolate is kept: 5 minutes.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(5);

    /// <summary>How long a request waits for an isolate: 5 seconds.</summary>
    public static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long an isolate that was replaced may finish what it has begun: 60 seconds.</summary>
    public static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The time without losses that forgives earlier ones: 5 minutes.</summary>
    public static readonly TimeSpan QuarantineWindow = TimeSpan.FromMinutes(5);

    /// <summary>How long a function is refused the first time: 30 seconds.</summary>
    public static readonly TimeSpan QuarantineTime = TimeSpan.FromSeconds(30);

    /// <summary>How long a function is refused at most: 10 minutes.</summary>
    public static readonly TimeSpan MaxQuarantineTime = TimeSpan.FromMinutes(10);

    /// <summary>The CPU time any function may ask for per request: 30 seconds.</summary>
    public static readonly TimeSpan MaxCpuPerRequest = TimeSpan.FromSeconds(30);

    /// <summary>Isolates per function at most: one per processor, at least 2.</summary>
    public static int MaxIsolatesPerFunction => Math.Max(2, Environment.ProcessorCount);

    /// <summary>Memory of all isolates: half of what the container or the machine gives this process.</summary>
    public static long MemoryBudgetBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
}
