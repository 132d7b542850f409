namespace EdgeIsolates.Storage.S3;

/// <summary>The buckets at S3-compatible endpoints that functions may use, by the names that the host gave them.</summary>
internal sealed class S3Buckets : IObjectBuckets, IDisposable
{
    private readonly Dictionary<string, (S3Client Client, S3Bucket Bucket)> _buckets = new(StringComparer.Ordinal);

    public S3Buckets(IEnumerable<S3BucketEntry> entries, TimeProvider time)
    {
        foreach (S3BucketEntry entry in entries)
        {
            S3BucketOptions options = entry.Options();
            S3Client client = new(options, time);
            _buckets.Add(entry.Name, (client, new S3Bucket(client, options.MaxObjectBytes, time)));
        }
    }

    public bool TakesAnyName => false;

    public string? Check(string name) => _buckets.ContainsKey(name) ? null : $"the host has no bucket '{name}'.";

    public IObjectBucket? Find(string name) => _buckets.GetValueOrDefault(name).Bucket;

    public void Dispose()
    {
        foreach ((S3Client client, _) in _buckets.Values)
        {
            client.Dispose();
        }
    }
}
