namespace EdgeIsolates;

/// <summary>What is said about an object. Immutable.</summary>
public sealed record ObjectMetadata
{
    /// <summary>Nothing.</summary>
    public static ObjectMetadata None { get; } = new();

    /// <summary>The header Content-Type, if any.</summary>
    public string? ContentType { get; init; }

    /// <summary>The header Content-Language, if any.</summary>
    public string? ContentLanguage { get; init; }

    /// <summary>The header Content-Disposition, if any.</summary>
    public string? ContentDisposition { get; init; }

    /// <summary>The header Content-Encoding, if any.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The header Cache-Control, if any.</summary>
    public string? CacheControl { get; init; }

    /// <summary>The header Expires, if any.</summary>
    public DateTimeOffset? CacheExpiry { get; init; }

    /// <summary>What the function says of its own, by names.</summary>
    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>();
}
