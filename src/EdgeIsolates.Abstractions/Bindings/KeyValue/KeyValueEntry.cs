namespace EdgeIsolates;

/// <summary>A key of a <c>kv</c> namespace with its value.</summary>
public sealed record KeyValueEntry
{
    /// <summary>The key: well-formed text (no lone surrogates).</summary>
    public required string Key { get; init; }

    /// <summary>The value.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>What the function noted beside the value, as JSON.</summary>
    /// <value><see langword="null"/> when there is none.</value>
    public string? Metadata { get; init; }

    /// <summary>From when on the entry is gone; stores keep it to the millisecond.</summary>
    /// <value><see langword="null"/> when it stays.</value>
    public DateTimeOffset? ExpiresAt { get; init; }
}
