namespace EdgeIsolates.Storage.Tests.S3;

public sealed class S3BucketTests(S3Double endpoint) : ObjectBucketConformance, IClassFixture<S3Double>
{
    public override Task InitializeAsync()
    {
        endpoint.Clear();
        return base.InitializeAsync();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => endpoint.AddBucket(builder, Name, MaxBytes);

    [Fact]
    public async Task Put_PlainMetadata_IsAsOtherProgramsExpectIt()
    {
        IObjectBucket bucket = await BucketAsync();

        await bucket.PutAsync("a", Body([1]), new ObjectMetadata { ContentType = "text/x", Custom = new Dictionary<string, string> { ["owner"] = "Ann" } }, null, End);

        Dictionary<string, string> headers = endpoint["a"].Headers;
        Assert.Equal(("text/x", "Ann"), (headers["Content-Type"], headers["x-amz-meta-owner"]));
        Assert.DoesNotContain("x-amz-meta-edge-all", headers.Keys);
    }

    [Fact]
    public async Task Get_ObjectOfAnotherProgram_IsRead()
    {
        IObjectBucket bucket = await BucketAsync();
        endpoint["other"] = new([1, 2], "0123-2", new() { ["Content-Type"] = "a/b", ["x-amz-meta-Owner"] = "Bob" }, DateTimeOffset.UnixEpoch);

        StoredObject? found = await bucket.HeadAsync("other", End);

        Assert.NotNull(found);
        Assert.Equal(("0123-2", "a/b", "Bob", 2L), (found.ETag, found.Metadata.ContentType, found.Metadata.Custom["owner"], found.Size));
        Assert.Equal(DateTimeOffset.UnixEpoch, found.Uploaded);
        Assert.Empty(found.Checksums);
    }

    [Fact]
    public async Task List_WithMetadata_HasIt()
    {
        IObjectBucket bucket = await BucketAsync();
        await bucket.PutAsync("a b", Body([1]), new ObjectMetadata { ContentType = "text/x" }, null, End);

        ObjectPage page = await bucket.ListAsync(new ObjectListing { IncludesMetadata = true }, End);

        Assert.Equal(("a b", "text/x"), (page.Objects[0].Key, page.Objects[0].Metadata.ContentType));
    }

    [Fact]
    public async Task Call_WrongKey_IsRefusedByTheEndpoint()
    {
        StoreBuilder builder = new();
        endpoint.AddBucket(builder, "mine", MaxBytes, secret: "wrong");
        await using ServiceProvider services = builder.Services.BuildServiceProvider();
        int before = endpoint.Refused;

        StoreUnavailableException refusal = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => services.GetRequiredService<IObjectBuckets>().Find("mine")!.GetAsync("a", null, null, End));

        Assert.Contains("403 SignatureDoesNotMatch", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before + 1, endpoint.Refused);
    }

    [Fact]
    public async Task Call_EndpointNotThere_IsUnavailable()
    {
        StoreBuilder builder = new();
        builder.AddS3Bucket("away", options =>
        {
            options.Address = new Uri("http://127.0.0.1:1/bucket");
            options.AccessKeyId = options.SecretAccessKey = "x";
        });
        await using ServiceProvider services = builder.Services.BuildServiceProvider();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => services.GetRequiredService<IObjectBuckets>().Find("away")!.HeadAsync("a", End));
    }
}
