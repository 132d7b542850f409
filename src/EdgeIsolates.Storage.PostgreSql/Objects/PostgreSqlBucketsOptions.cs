namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>The buckets in PostgreSQL that functions use through <c>r2</c> bindings. Set at start; checked then, all faults together.</summary>
public sealed class PostgreSqlBucketsOptions
{
    /// <summary>The server and the database, in Npgsql's spelling.</summary>
    /// <value>Must be set.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>The schema that the tables are in; made when it is not there. It must be another one than that of the stores.</summary>
    /// <value>The default is <c>edge_isolates_objects</c>; lower-case letters, digits and underscores, at most 63, not beginning with a digit.</value>
    public string Schema { get; set; } = "edge_isolates_objects";

    /// <summary>How many bytes an object, or a part of one, may have.</summary>
    /// <value>The default is 5 GiB; the least is 1.</value>
    public long MaxObjectBytes { get; set; } = BucketLimits.DefaultMaxBytes;

    /// <summary>After which time an upload in parts that was not completed is dropped.</summary>
    /// <value>The default is 7 days; the least is 1 min.</value>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(7);
}
