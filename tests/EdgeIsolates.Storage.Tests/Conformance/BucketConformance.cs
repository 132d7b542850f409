using System.IO.Pipelines;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What the suites of buckets share.</summary>
public abstract class BucketConformance : StoreConformance<IObjectBuckets>
{
    /// <summary>The name of the bucket under test.</summary>
    protected const string Name = "uploads";

    /// <summary>How many bytes an object may have.</summary>
    protected const long MaxBytes = 20 << 20;

    protected override Task InitializeAsync(IObjectBuckets store) => Task.CompletedTask;

    protected async Task<IObjectBucket> BucketAsync() => (await OpenAsync()).Find(Name)!;

    protected static ObjectBody Body(byte[] bytes, ObjectChecksum? checksum = null) => new(Pipe(bytes), bytes.Length, MaxBytes, checksum);

    protected static async Task<byte[]> BytesAsync(ObjectReading reading)
    {
        using MemoryStream bytes = new();
        await reading.Body!.CopyToAsync(bytes);
        await reading.Body!.CompleteAsync();
        return bytes.ToArray();
    }

    protected async Task<StoredObject> PutAsync(IObjectBucket bucket, string key, byte[] bytes) =>
        (await bucket.PutAsync(key, Body(bytes), ObjectMetadata.None, null, End))!;

    protected static Task<ObjectException> FaultAsync(Func<Task> act) => Assert.ThrowsAsync<ObjectException>(act);

    protected static PipeReader Pipe(byte[] bytes) => PipeReader.Create(new MemoryStream(bytes));
}
