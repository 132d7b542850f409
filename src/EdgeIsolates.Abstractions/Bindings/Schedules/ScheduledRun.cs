namespace EdgeIsolates;

/// <summary>A tick that a node has claimed. Immutable.</summary>
/// <param name="Tick">The tick.</param>
/// <param name="Node">The node that runs it.</param>
/// <param name="Attempt">1 for the first node; the next when that one was not heard of again.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Outcome">How it ended; <see langword="null"/> while it runs.</param>
public sealed record ScheduledRun(ScheduledTick Tick, string Node, int Attempt, DateTimeOffset StartedAt, ScheduledOutcome? Outcome);
