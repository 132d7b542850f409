namespace EdgeIsolates.AspNetCore;

/// <summary>A page of a bucket. <paramref name="Cursor"/> is for the next one; <see langword="null"/> when this is the last.</summary>
internal sealed record BucketDescription(IReadOnlyList<StoredObjectDescription> Objects, IReadOnlyList<string> Prefixes, string? Cursor);
