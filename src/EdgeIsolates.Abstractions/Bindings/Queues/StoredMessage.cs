namespace EdgeIsolates;

/// <summary>A message as it lies in its queue. Immutable.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was given out so far.</param>
/// <param name="DueAt">From when on it is given out; when it is in flight: when it comes back unless it is settled.</param>
/// <param name="IsInFlight">Whether it was given out and not settled, as far as is known; one whose <paramref name="DueAt"/> has passed waits again.</param>
public sealed record StoredMessage(QueueMessage Message, int Attempts, DateTimeOffset DueAt, bool IsInFlight);
