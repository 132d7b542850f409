namespace EdgeIsolates;

/// <summary>A message on its way into a queue. Immutable.</summary>
/// <param name="Message">The message.</param>
/// <param name="DueAt">From when on it is given out, to the millisecond.</param>
public sealed record QueueSend(QueueMessage Message, DateTimeOffset DueAt);
