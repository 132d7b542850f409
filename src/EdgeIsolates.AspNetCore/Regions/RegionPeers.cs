namespace EdgeIsolates.AspNetCore;

/// <summary>The other regions, in the order in which to ask them.</summary>
internal sealed class RegionPeers(EdgeRegionOptions options, TimeProvider time)
{
    public IReadOnlyList<RegionPeer> All { get; } =
    [
        .. options.Peers.Select(peer => new RegionPeer(
            peer.Key,
            peer.Value,
            options.Latencies.TryGetValue(peer.Key, out TimeSpan latency) ? latency : null)),
    ];

    /// <summary>Those of some regions that have a peer: reachable ones first, then the nearest, then in the order of their names so that all hosts agree.</summary>
    public IEnumerable<RegionPeer> NearestOf(IReadOnlyList<string> regions)
    {
        DateTimeOffset now = time.GetUtcNow();
        return All
            .Where(peer => regions.Contains(peer.Region, StringComparer.OrdinalIgnoreCase))
            .OrderBy(peer => peer.IsPenalized(now))
            .ThenBy(peer => peer.Latency)
            .ThenBy(peer => peer.Region, StringComparer.OrdinalIgnoreCase);
    }

    public void NoteUnreachable(RegionPeer peer) => peer.Penalize(time.GetUtcNow() + options.PenaltyTime);
}
