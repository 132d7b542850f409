namespace EdgeIsolates.Storage.Tests.S3;

public sealed class S3UploadTests(S3Double endpoint) : ObjectUploadConformance, IClassFixture<S3Double>
{
    public override Task InitializeAsync()
    {
        endpoint.Clear();
        return base.InitializeAsync();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => endpoint.AddBucket(builder, Name, MaxBytes);
}
