namespace EdgeIsolates.AspNetCore;

/// <summary>How many messages were moved or deleted.</summary>
internal sealed record QueueChange(long Messages);
