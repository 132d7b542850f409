namespace EdgeIsolates.Storage.Sqlite;

/// <summary>The buckets in a folder that functions use through <c>r2</c> bindings. Set at start; checked then, all faults together.</summary>
public sealed class FileBucketsOptions
{
    /// <summary>The folder that the buckets are in; made when it is not there. It must not lie on a network share.</summary>
    /// <value>A path, relative to the current folder or absolute. Must be set.</value>
    public string Folder { get; set; } = "";

    /// <summary>How many bytes an object, or a part of one, may have.</summary>
    /// <value>The default is 5 GiB; the least is 1.</value>
    public long MaxObjectBytes { get; set; } = BucketLimits.DefaultMaxBytes;

    /// <summary>After which time an upload in parts that was not completed is dropped.</summary>
    /// <value>The default is 7 days; the least is 1 min.</value>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(7);
}
