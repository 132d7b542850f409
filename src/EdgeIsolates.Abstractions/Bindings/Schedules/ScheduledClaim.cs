namespace EdgeIsolates;

/// <summary>A node's wish to run a tick. Immutable.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Node">The node's name, for the history.</param>
/// <param name="Now">The present time.</param>
/// <param name="Until">Until when nobody else may run it, even when nothing is heard of this node.</param>
public sealed record ScheduledClaim(ScheduledTick Tick, string Node, DateTimeOffset Now, DateTimeOffset Until);
