namespace EdgeIsolates.Storage.Tests.Sqlite;

/// <summary>A folder for buckets that goes when the test ends.</summary>
internal sealed class BucketFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-buckets-");

    public string Path => _folder.FullName;

    public void AddTo(IEdgeIsolatesBuilder builder, long maxBytes) => builder.AddFileBuckets(options =>
    {
        options.Folder = Path;
        options.MaxObjectBytes = maxBytes;
    });

    public void Dispose() => _folder.Delete(recursive: true);
}
