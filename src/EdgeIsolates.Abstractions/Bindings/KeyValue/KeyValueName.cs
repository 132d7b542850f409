namespace EdgeIsolates;

/// <summary>An entry of a <c>kv</c> namespace as a list tells it.</summary>
/// <param name="Key">The key.</param>
/// <param name="ExpiresAt">From when on the entry is gone; <see langword="null"/> when it stays.</param>
/// <param name="Metadata">What the function noted beside the value, as JSON; <see langword="null"/> when there is none.</param>
public sealed record KeyValueName(string Key, DateTimeOffset? ExpiresAt, string? Metadata);
