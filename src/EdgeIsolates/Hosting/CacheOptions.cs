namespace EdgeIsolates;

/// <summary>How the host keeps what functions put into <c>caches</c> (the Cache API).</summary>
public sealed class CacheOptions
{
    /// <summary>
    /// Memory of all functions' caches together. When it is spent, the function that has most gives up what it did not ask for longest.
    /// </summary>
    /// <value>Bytes; the default is 128 MB; 0 keeps nothing.</value>
    public long MemoryBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>What the body of one answer may have; a larger one is not kept.</summary>
    /// <value>Bytes; the default is 16 MB.</value>
    public long MaxBodyBytes { get; set; } = 16L * 1024 * 1024;

    internal IEnumerable<string> Validate()
    {
        if (MemoryBytes < 0)
        {
            yield return $"MemoryBytes is {MemoryBytes}; the least is 0.";
        }

        if (MaxBodyBytes is < 0 or > int.MaxValue)
        {
            yield return $"MaxBodyBytes is {MaxBodyBytes}; it must be from 0 to {int.MaxValue}.";
        }
    }
}
