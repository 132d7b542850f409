namespace EdgeIsolates;

/// <summary>What is known of an object. Immutable.</summary>
public sealed record StoredObject
{
    /// <summary>Its key.</summary>
    public required string Key { get; init; }

    /// <summary>A text that no other version of any object has.</summary>
    public required string Version { get; init; }

    /// <summary>How many bytes it has.</summary>
    public required long Size { get; init; }

    /// <summary>Its etag, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was written, to the millisecond.</summary>
    public required DateTimeOffset Uploaded { get; init; }

    /// <summary>What is said about it.</summary>
    public required ObjectMetadata Metadata { get; init; }

    /// <summary>Its checksums in lower-case hex, by their names: <c>md5</c>, <c>sha1</c>, <c>sha256</c>, <c>sha384</c>, <c>sha512</c>.</summary>
    public required IReadOnlyDictionary<string, string> Checksums { get; init; }
}
