namespace EdgeIsolates.Load;

/// <summary>What the host tells of itself while it is under load.</summary>
internal sealed record HostStats(long ResidentBytes, int Isolates, long IsolateBytes, int Queued, int Blanks, double CpuSeconds, int Threads)
{
    public static HostStats Now(IIsolatePoolInspector pool)
    {
        IsolatePoolStatistics statistics = pool.GetStatistics();
        return new HostStats(
            Environment.WorkingSet,
            statistics.LiveIsolates,
            statistics.MemoryBytes,
            statistics.QueuedRequests,
            statistics.ReadyBlanks,
            Environment.CpuUsage.TotalTime.TotalSeconds,
            ThreadPool.ThreadCount);
    }
}
