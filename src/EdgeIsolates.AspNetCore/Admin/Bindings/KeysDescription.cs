namespace EdgeIsolates.AspNetCore;

/// <summary>A page of keys. <paramref name="Cursor"/> is for the next one; <see langword="null"/> when this is the last.</summary>
internal sealed record KeysDescription(IReadOnlyList<KeyDescription> Keys, string? Cursor);
