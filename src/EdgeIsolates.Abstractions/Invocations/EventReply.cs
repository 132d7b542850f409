namespace EdgeIsolates;

/// <summary>What a handler returned, or threw, for an event that is no HTTP request.</summary>
/// <param name="Bytes">The value in V8's structured clone format.</param>
/// <param name="Bodies">The streams, sockets and stubs in it.</param>
internal sealed record EventReply(ReadOnlyMemory<byte> Bytes, IReadOnlyList<EventBody> Bodies);
