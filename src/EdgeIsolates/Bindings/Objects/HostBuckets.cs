namespace EdgeIsolates.Bindings.Objects;

/// <summary>All the buckets that a host has, whoever keeps them: those known by name first. Safe for use from any thread.</summary>
internal sealed class HostBuckets(IEnumerable<IObjectBuckets> buckets)
{
    private readonly IObjectBuckets[] _buckets = [.. buckets.OrderBy(static all => all.TakesAnyName)];

    /// <summary>What is wrong with a name; <see langword="null"/> when there is a bucket of it.</summary>
    public string? Check(string name)
    {
        if (_buckets.Length == 0)
        {
            return "this host has no buckets; it can have them by AddFileBuckets, AddPostgreSqlBuckets or AddS3Bucket.";
        }

        return _buckets.All(all => all.Check(name) is not null) ? _buckets[^1].Check(name) : null;
    }

    /// <summary>The bucket of a name, if there is one.</summary>
    public IObjectBucket? Find(string name) => _buckets.Select(all => all.Find(name)).FirstOrDefault(static found => found is not null);
}
