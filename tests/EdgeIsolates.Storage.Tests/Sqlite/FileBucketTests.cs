namespace EdgeIsolates.Storage.Tests.Sqlite;

public sealed class FileBucketTests : ObjectBucketConformance
{
    private readonly BucketFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => _folder.AddTo(builder, MaxBytes);

    [Fact]
    public async Task Files_AfterReplacingDeletingAndFailing_AreThoseOfTheObjects()
    {
        IObjectBucket bucket = await BucketAsync();
        await PutAsync(bucket, "../../escaped", [1]);
        await PutAsync(bucket, "a", [1]);
        await PutAsync(bucket, "a", [2]);
        await PutAsync(bucket, "b", [1]);
        await bucket.DeleteAsync(["b"], End);
        await bucket.PutAsync("a", Body([3]), ObjectMetadata.None, new ObjectConditions { EtagDoesNotMatch = ["*"] }, End);
        await Record.ExceptionAsync(() => bucket.PutAsync("a", Body([3], ObjectChecksum.Find("md5", new string('0', 32))), ObjectMetadata.None, null, End));
        string id = await bucket.CreateUploadAsync("c", ObjectMetadata.None, End);
        await bucket.UploadPartAsync("c", id, 1, Body([1]), End);
        await bucket.UploadPartAsync("c", id, 1, Body([1]), End);
        await bucket.AbortUploadAsync("c", id, End);

        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder.Path, "bodies"), "*", SearchOption.AllDirectories).Length);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "pending")));
        Assert.False(Path.Exists(Path.Combine(_folder.Path, "..", "escaped")));
    }

    [Fact]
    public async Task Open_FilesThatAKilledProcessLeft_AreSweptAfterADay()
    {
        string pending = Directory.CreateDirectory(Path.Combine(_folder.Path, "pending")).FullName;
        string old = Path.Combine(pending, "old"), young = Path.Combine(pending, "young");
        await File.WriteAllTextAsync(old, "x");
        await File.WriteAllTextAsync(young, "x");
        File.SetLastWriteTimeUtc(old, File.GetLastWriteTimeUtc(young).AddDays(-2));

        await (await BucketAsync()).HeadAsync("a", End);

        Assert.Equal([young], Directory.GetFiles(pending));
    }
}
