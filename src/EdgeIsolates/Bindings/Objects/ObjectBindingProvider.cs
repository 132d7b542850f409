namespace EdgeIsolates.Bindings.Objects;

/// <summary>Buckets of objects in the shape of Cloudflare's R2: <c>{ "type": "r2", "bucket_name": "uploads" }</c>.</summary>
internal sealed class ObjectBindingProvider(IEnumerable<IObjectBuckets> buckets) : IBindingProvider
{
    private readonly IObjectBuckets[] _buckets = [.. buckets.OrderBy(static all => all.TakesAnyName)];

    public string Type => "r2";

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (binding.GetText("bucket_name") is not { } bucket)
        {
            yield return "a binding of type r2 has a bucket_name.";
        }
        else if (_buckets.Length == 0)
        {
            yield return "this host has no buckets; it can have them by AddFileBuckets, AddPostgreSqlBuckets or AddS3Bucket.";
        }
        else if (_buckets.All(all => all.Check(bucket) is not null))
        {
            yield return _buckets[^1].Check(bucket)!;
        }
    }

    public IBinding Open(BindingContext context)
    {
        string name = context.Binding.GetText("bucket_name") ?? "";
        return _buckets.Select(all => all.Find(name)).FirstOrDefault(static found => found is not null) is { } bucket
            ? new ObjectBinding(bucket)
            : new MissingBucket(name);
    }
}
