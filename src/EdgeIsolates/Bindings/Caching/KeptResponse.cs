namespace EdgeIsolates.Bindings.Caching;

/// <summary>An answer in its place in the cache, which alone changes it.</summary>
internal sealed class KeptResponse(string key, CachedResponse response)
{
    public string Key { get; } = key;

    public CachedResponse Response { get; } = response;

    /// <summary>The memory that it takes, with its key.</summary>
    public long Bytes { get; } = response.Bytes + (2L * key.Length);

    /// <summary>The timestamp at which it was last known to be the one that all nodes share.</summary>
    public long ConfirmedAt { get; set; } = response.StoredAt;

    /// <summary>Readers of its body that are under way.</summary>
    public int Readers { get; set; }

    /// <summary>It is kept no more, and only its readers still have it.</summary>
    public bool IsDropped { get; set; }
}
