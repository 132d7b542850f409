namespace EdgeIsolates;

/// <summary>How the host keeps the entries of <c>kv</c> bindings in memory.</summary>
public sealed class KeyValueOptions
{
    /// <summary>
    /// What all namespaces may take together while no database was chosen for them: then they are in this process alone, and writes beyond it fail.
    /// </summary>
    /// <value>Bytes; the default is 256 MB.</value>
    public long MemoryStoreBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Memory for values that functions read with a <c>cacheTtl</c>; over it, those that were not asked for longest are read again.</summary>
    /// <value>Bytes; the default is 64 MB; 0 caches nothing.</value>
    public long ReadCacheBytes { get; set; } = 64L * 1024 * 1024;

    internal IEnumerable<string> Validate()
    {
        if (MemoryStoreBytes < 0)
        {
            yield return $"MemoryStoreBytes is {MemoryStoreBytes}; the least is 0.";
        }

        if (ReadCacheBytes < 0)
        {
            yield return $"ReadCacheBytes is {ReadCacheBytes}; the least is 0.";
        }
    }
}
