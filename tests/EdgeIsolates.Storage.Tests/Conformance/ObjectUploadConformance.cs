namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IObjectBucket"/> does with uploads in parts.</summary>
public abstract class ObjectUploadConformance : BucketConformance
{
    /// <summary>The least size of a part but the last.</summary>
    protected virtual int PartBytes => 100_000;

    [Fact]
    public async Task Upload_InParts_BecomesTheObject()
    {
        IObjectBucket bucket = await BucketAsync();
        ObjectMetadata metadata = new() { ContentType = "image/png", Custom = new Dictionary<string, string> { ["a"] = "b" } };
        byte[][] parts = [Samples.Bytes(PartBytes, 1), Samples.Bytes(PartBytes, 2), Samples.Bytes(1000, 3)];

        string id = await bucket.CreateUploadAsync("big", metadata, End);
        string second = await bucket.UploadPartAsync("big", id, 2, Body(parts[1]), End);
        await bucket.UploadPartAsync("big", id, 1, Body([9]), End);
        string first = await (await BucketAsync()).UploadPartAsync("big", id, 1, Body(parts[0]), End);
        string last = await bucket.UploadPartAsync("big", id, 7, Body(parts[2]), End);
        Assert.Null(await bucket.HeadAsync("big", End));
        StoredObject done = await bucket.CompleteUploadAsync("big", id, [new(1, first), new(2, second), new(7, last)], End);

        byte[] all = [.. parts.SelectMany(part => part)];
        ObjectReading reading = (await bucket.GetAsync("big", null, null, End))!;
        Assert.Equal(all, await BytesAsync(reading));
        Assert.Equal((all.Length, "image/png", "b"), ((int)reading.Object.Size, reading.Object.Metadata.ContentType, reading.Object.Metadata.Custom["a"]));
        Assert.Equal(done.ETag, reading.Object.ETag);
        Assert.EndsWith("-3", done.ETag, StringComparison.Ordinal);
        ObjectReading part = (await bucket.GetAsync("big", new ObjectRange(PartBytes - 10, PartBytes + 20, null), null, End))!;
        Assert.Equal(all.AsSpan(PartBytes - 10, PartBytes + 20).ToArray(), await BytesAsync(part));
        Assert.Equal(10024, (await FaultAsync(() => bucket.UploadPartAsync("big", id, 1, Body([1]), End))).Code);
    }

    [Fact]
    public async Task Upload_Aborted_LeavesNothing()
    {
        IObjectBucket bucket = await BucketAsync();
        string id = await bucket.CreateUploadAsync("big", ObjectMetadata.None, End);
        string etag = await bucket.UploadPartAsync("big", id, 1, Body([1]), End);

        await bucket.AbortUploadAsync("big", id, End);

        Assert.Equal(10024, (await FaultAsync(() => bucket.CompleteUploadAsync("big", id, [new(1, etag)], End))).Code);
        Assert.Null(await bucket.HeadAsync("big", End));
    }

    [Fact]
    public async Task Upload_WrongPartsOrIds_AreRefused()
    {
        IObjectBucket bucket = await BucketAsync();
        string id = await bucket.CreateUploadAsync("big", ObjectMetadata.None, End);
        string etag = await bucket.UploadPartAsync("big", id, 1, Body([1]), End);

        Assert.Equal(10025, (await FaultAsync(() => bucket.CompleteUploadAsync("big", id, [new(2, etag)], End))).Code);
        Assert.Equal(10025, (await FaultAsync(() => bucket.CompleteUploadAsync("big", id, [new(1, "00000000000000000000000000000000")], End))).Code);
        Assert.Equal(10024, (await FaultAsync(() => bucket.CompleteUploadAsync("other", id, [new(1, etag)], End))).Code);
        Assert.Equal(10024, (await FaultAsync(() => bucket.UploadPartAsync("big", "../../x", 1, Body([1]), End))).Code);
        Assert.Equal(1, (await bucket.CompleteUploadAsync("big", id, [new(1, etag)], End)).Size);
    }
}
