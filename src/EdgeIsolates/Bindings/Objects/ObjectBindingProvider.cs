namespace EdgeIsolates.Bindings.Objects;

/// <summary>Buckets of objects in the shape of Cloudflare's R2: <c>{ "type": "r2", "bucket_name": "uploads" }</c>.</summary>
internal sealed class ObjectBindingProvider(HostBuckets buckets) : IBindingProvider
{
    public string Type => "r2";

    public IReadOnlyCollection<string> SettingNames => ["bucket_name"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (binding.GetText("bucket_name") is not { } bucket)
        {
            yield return "a binding of type r2 has a bucket_name.";
        }
        else if (buckets.Check(bucket) is { } fault)
        {
            yield return fault;
        }
    }

    public IBinding Open(BindingContext context)
    {
        string name = context.Binding.GetText("bucket_name") ?? "";
        return buckets.Find(name) is { } bucket ? new ObjectBinding(bucket) : new MissingBucket(name);
    }
}
