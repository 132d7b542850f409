namespace EdgeIsolates.Storage.Sqlite;

/// <summary>How the stores use their SQLite file. Set at start; checked then, all faults together.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>
    /// The file; made when it is not there. Its folder must exist, and the process may write in it: SQLite keeps two more files beside the first
    /// one while it is open.
    /// </summary>
    /// <value>A path, relative to the current folder or absolute. Must be set.</value>
    public string Path { get; set; } = "";

    /// <summary>
    /// How long an operation waits for another process that is writing, before it fails with <see cref="StoreUnavailableException"/>.
    /// </summary>
    /// <value>The default is 5 s; the least is 1 ms.</value>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a watch looks whether another process has written. Changes of this process are seen at once.</summary>
    /// <value>The default is 200 ms; the least is 1 ms.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);
}
