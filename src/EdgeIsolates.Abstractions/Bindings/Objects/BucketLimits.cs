namespace EdgeIsolates;

/// <summary>The limits that all object stores have.</summary>
public static class BucketLimits
{
    /// <summary>How many bytes of UTF-8 a key may have.</summary>
    public const int MaxKeyBytes = 1024;

    /// <summary>How many bytes the names and values of an object's custom metadata may have.</summary>
    public const int MaxMetadataBytes = 2048;

    /// <summary>How many objects a page of a listing may have, and how many keys one call may delete.</summary>
    public const int MaxKeys = 1000;

    /// <summary>The highest number of a part.</summary>
    public const int MaxParts = 10_000;

    /// <summary>How many bytes an object, or a part of one, may have unless the host says otherwise: 5 GiB.</summary>
    public const long DefaultMaxBytes = 5L << 30;
}
