namespace EdgeIsolates;

/// <summary>A message as it was sent. Immutable.</summary>
/// <param name="Id">Its id, unique in all queues. Ids of one sender are in the order of sending, as text; messages that are due at the same time are given out by them.</param>
/// <param name="SentAt">When it was sent, to the millisecond.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">The body; it must not change.</param>
public sealed record QueueMessage(string Id, DateTimeOffset SentAt, QueueContentType ContentType, ReadOnlyMemory<byte> Body);
