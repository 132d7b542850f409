namespace EdgeIsolates;

/// <summary>A message that was given out. Immutable.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it was given out, this time included.</param>
/// <param name="Lease">What tells this time from others: only who has it can settle the message.</param>
public sealed record LeasedMessage(QueueMessage Message, int Attempts, string Lease);
