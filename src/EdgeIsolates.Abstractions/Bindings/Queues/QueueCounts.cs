namespace EdgeIsolates;

/// <summary>How many messages a queue has. Immutable.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Ready">Messages that wait to be given out.</param>
/// <param name="Delayed">Messages that are not due yet.</param>
/// <param name="InFlight">Messages that were given out and not settled.</param>
public sealed record QueueCounts(string Queue, long Ready, long Delayed, long InFlight);
