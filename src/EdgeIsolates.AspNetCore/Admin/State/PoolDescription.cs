namespace EdgeIsolates.AspNetCore;

/// <summary>The isolates of this node: counts at this moment, counts since the process started, and each isolate, the oldest first.</summary>
internal sealed record PoolDescription(
    int LiveIsolates,
    int DrainingIsolates,
    int StartingIsolates,
    int MaxIsolates,
    int ReadyBlanks,
    long MemoryBytes,
    long OtherMemoryBytes,
    long MemoryBudgetBytes,
    int QueuedRequests,
    long ColdStarts,
    long ShedRequests,
    long EvictedIsolates,
    long RenewedIsolates,
    IReadOnlyList<IsolateDescription> Isolates)
{
    public static PoolDescription Of(IsolatePoolStatistics counts, IEnumerable<IsolateInfo> isolates) => new(
        counts.LiveIsolates,
        counts.DrainingIsolates,
        counts.StartingIsolates,
        counts.MaxIsolates,
        counts.ReadyBlanks,
        counts.MemoryBytes,
        counts.OtherMemoryBytes,
        counts.MemoryBudgetBytes,
        counts.QueuedRequests,
        counts.ColdStarts,
        counts.ShedRequests,
        counts.EvictedIsolates,
        counts.RenewedIsolates,
        [.. isolates.Select(IsolateDescription.Of)]);
}
