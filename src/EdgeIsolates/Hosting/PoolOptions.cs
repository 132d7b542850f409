using EdgeIsolates.Hosting;

namespace EdgeIsolates;

/// <summary>
/// How many isolates this process keeps, how long they live, and how many requests wait for one. What a function's own <see cref="FunctionConfig"/> says counts
/// within these.
/// </summary>
public sealed class PoolOptions
{
    private const long BytesPerGigabyte = 1024L * 1024 * 1024;

    /// <summary>
    /// Memory of all isolates together: heaps, buffers and what the host holds for them, ready blanks and what lost isolates still hold. Over it, isolates that nobody uses make room.
    /// </summary>
    /// <value>Bytes; the default is half of the memory that the container or the machine gives this process.</value>
    public long MemoryBudgetBytes { get; set; } = EdgeIsolatesDefaults.MemoryBudgetBytes;

    /// <summary>Isolates of all functions in this process.</summary>
    /// <value>The default 0 means: 50 per GB of <see cref="MemoryBudgetBytes"/>.</value>
    public int MaxIsolates { get; set; }

    /// <summary>Isolates of one version of a function. More than one are only made when all are running at the same moment.</summary>
    /// <value>The default is one per processor, at least 2.</value>
    public int MaxIsolatesPerFunction { get; set; } = EdgeIsolatesDefaults.MaxIsolatesPerFunction;

    /// <summary>
    /// Requests that one isolate serves at the same time. A request counts until it is answered; a body that still streams and <c>waitUntil</c> work do not.
    /// </summary>
    /// <value>The default is 100.</value>
    public int MaxConcurrentRequests { get; set; } = EdgeIsolatesDefaults.MaxConcurrentRequests;

    /// <summary>Requests of all functions that may wait for an isolate at the same time. When more come, the function with most of them is refused.</summary>
    /// <value>The default is 1000; 0 refuses what cannot be served at once.</value>
    public int MaxQueuedRequests { get; set; } = EdgeIsolatesDefaults.MaxQueuedRequests;

    /// <summary>How long a request waits for an isolate before it is refused with <see cref="InvocationOutcome.LoadShed"/>.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan QueueTimeout { get; set; } = EdgeIsolatesDefaults.QueueTimeout;

    /// <summary>How long an isolate without requests is kept.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan IdleTimeout { get; set; } = EdgeIsolatesDefaults.IdleTimeout;

    /// <summary>How long an isolate that gets no new requests may go on with those it has, their streams and <c>waitUntil</c> work. What is left then is broken off.</summary>
    /// <value>The default is 60 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = EdgeIsolatesDefaults.DrainTimeout;

    /// <summary>The share of its memory limit at which an isolate is replaced by a new one, before it meets the limit.</summary>
    /// <value>Percent; the default is 80; 100 leaves it to the limit.</value>
    public int SoftMemoryPercent { get; set; } = EdgeIsolatesDefaults.SoftMemoryPercent;

    /// <summary>How much an isolate may grow after its first request until it is replaced by a new one.</summary>
    /// <value>Bytes; the default 0 means: without limit, because functions that fill a cache grow for good.</value>
    public long MaxGrowthBytes { get; set; }

    /// <summary>The number of requests after which an isolate is replaced by a new one.</summary>
    /// <value>The default 0 means: never.</value>
    public int MaxRequestsPerIsolate { get; set; }

    /// <summary>Blank isolates kept ready when there are no cold starts. Each takes about 2 MB.</summary>
    /// <value>The default is 2; 0 makes each cold start make its own.</value>
    public int MinBlanks { get; set; } = EdgeIsolatesDefaults.MinBlanks;

    /// <summary>Blank isolates kept ready when there are many cold starts; never more than an eighth of <see cref="MemoryBudgetBytes"/>.</summary>
    /// <value>The default is 16.</value>
    public int MaxBlanks { get; set; } = EdgeIsolatesDefaults.MaxBlanks;

    /// <summary>The isolates of this process at most, whoever said so.</summary>
    internal int MostIsolates => MaxIsolates > 0
        ? MaxIsolates
        : (int)Math.Clamp(MemoryBudgetBytes / (BytesPerGigabyte / EdgeIsolatesDefaults.IsolatesPerGigabyte), 1, int.MaxValue);

    internal IEnumerable<string> Validate()
    {
        List<string> faults = [];
        Check(MemoryBudgetBytes >= 1, $"MemoryBudgetBytes is {MemoryBudgetBytes}; the least is 1.");
        Check(MaxIsolates >= 0, $"MaxIsolates is {MaxIsolates}; the least is 0.");
        Check(MaxIsolatesPerFunction >= 1, $"MaxIsolatesPerFunction is {MaxIsolatesPerFunction}; the least is 1.");
        Check(MaxConcurrentRequests >= 1, $"MaxConcurrentRequests is {MaxConcurrentRequests}; the least is 1.");
        Check(MaxQueuedRequests >= 0, $"MaxQueuedRequests is {MaxQueuedRequests}; the least is 0.");
        Check(QueueTimeout > TimeSpan.Zero, $"QueueTimeout is {QueueTimeout}; it must be more than zero.");
        Check(IdleTimeout > TimeSpan.Zero, $"IdleTimeout is {IdleTimeout}; it must be more than zero.");
        Check(DrainTimeout > TimeSpan.Zero, $"DrainTimeout is {DrainTimeout}; it must be more than zero.");
        Check(SoftMemoryPercent is >= 1 and <= 100, $"SoftMemoryPercent is {SoftMemoryPercent}; it may be 1 to 100.");
        Check(MaxGrowthBytes >= 0, $"MaxGrowthBytes is {MaxGrowthBytes}; the least is 0.");
        Check(MaxRequestsPerIsolate >= 0, $"MaxRequestsPerIsolate is {MaxRequestsPerIsolate}; the least is 0.");
        Check(MinBlanks >= 0, $"MinBlanks is {MinBlanks}; the least is 0.");
        Check(MaxBlanks >= MinBlanks, $"MaxBlanks is {MaxBlanks}, less than MinBlanks ({MinBlanks}).");
        return faults;

        void Check(bool isSound, string fault)
        {
            if (!isSound)
            {
                faults.Add($"Pool: {fault}");
            }
        }
    }
}
