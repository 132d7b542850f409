namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Where and how the state of Durable Objects is kept. Set at start; checked then, all faults together.</summary>
public sealed class SqliteDurableObjectOptions
{
    /// <summary>
    /// The folder for the objects' files, one for each object; made when it is not there. One host uses it at a time, on a local disk whose <c>fsync</c> means what it says.
    /// </summary>
    /// <value>A path, relative to the current folder or absolute. Must be set.</value>
    public string Directory { get; set; } = "";

    /// <summary>The most that one object may store.</summary>
    /// <value>Bytes; the default is 1 GiB, the least 1 MiB.</value>
    public long MaxObjectBytes { get; set; } = 1L << 30;
}
