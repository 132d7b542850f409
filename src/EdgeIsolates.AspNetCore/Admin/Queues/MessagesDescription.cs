namespace EdgeIsolates.AspNetCore;

/// <summary>A page of messages. <paramref name="Next"/> is the <c>after</c> of the next one; <see langword="null"/> when this is the last.</summary>
internal sealed record MessagesDescription(IReadOnlyList<MessageDescription> Messages, string? Next);
