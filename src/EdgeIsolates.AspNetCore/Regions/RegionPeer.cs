namespace EdgeIsolates.AspNetCore;

/// <summary>Another region, as far away as was last heard. Safe for use from any thread.</summary>
internal sealed class RegionPeer(string region, Uri address, TimeSpan? knownLatency)
{
    private const int Weight = 4;

    private long _measuredTicks = -1;
    private long _penaltyUntilTicks;

    public string Region { get; } = region;

    public Uri Address { get; } = address;

    public bool IsMeasured { get; } = knownLatency is null;

    /// <summary>How far away it is; one that was never reached is farthest.</summary>
    public TimeSpan Latency => knownLatency ?? (Volatile.Read(ref _measuredTicks) is >= 0 and var ticks ? new TimeSpan(ticks) : TimeSpan.MaxValue);

    public bool IsPenalized(DateTimeOffset now) => now.UtcTicks < Volatile.Read(ref _penaltyUntilTicks);

    public void Penalize(DateTimeOffset until) => Volatile.Write(ref _penaltyUntilTicks, until.UtcTicks);

    /// <summary>Takes a measurement into a moving average, so that one slow moment does not turn the traffic elsewhere.</summary>
    public void Measured(TimeSpan latency)
    {
        long before = Volatile.Read(ref _measuredTicks);
        Volatile.Write(ref _measuredTicks, before < 0 ? latency.Ticks : before + ((latency.Ticks - before) / Weight));
        Volatile.Write(ref _penaltyUntilTicks, 0);
    }
}
