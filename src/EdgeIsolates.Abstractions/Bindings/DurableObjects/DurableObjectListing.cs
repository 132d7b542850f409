namespace EdgeIsolates;

/// <summary>Which keys of an object to list. Keys are ordered by their UTF-8 bytes.</summary>
public sealed record DurableObjectListing
{
    /// <summary>The first key.</summary>
    /// <value><see langword="null"/>, the default: from the lowest.</value>
    public string? Start { get; init; }

    /// <summary>The key to start after.</summary>
    /// <value><see langword="null"/>, the default: from the lowest.</value>
    public string? StartAfter { get; init; }

    /// <summary>The key to stop before.</summary>
    /// <value><see langword="null"/>, the default: to the highest.</value>
    public string? End { get; init; }

    /// <summary>What the keys begin with.</summary>
    /// <value>The default is the empty string: all keys.</value>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the highest key comes first.</summary>
    public bool Reverse { get; init; }

    /// <summary>The most keys.</summary>
    /// <value>At least 1; the default is <see cref="int.MaxValue"/>.</value>
    public int Limit { get; init; } = int.MaxValue;
}
