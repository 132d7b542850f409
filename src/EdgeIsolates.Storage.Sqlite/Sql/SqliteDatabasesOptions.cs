namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// The SQLite databases that functions use through <c>d1</c> bindings, and how much each may take. Set at start; checked then, all faults together.
/// </summary>
public sealed class SqliteDatabasesOptions
{
    /// <summary>The folder that the databases are in, a file for each; made when it is not there. It must not lie on a network share.</summary>
    /// <value>A path, relative to the current folder or absolute. Must be set.</value>
    public string Folder { get; set; } = "";

    /// <summary>How long one call (a statement, a batch or a script) may run before it is ended.</summary>
    /// <value>The default is 5 s; from 1 ms to 1 h.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How large a database may become, in bytes.</summary>
    /// <value>The default is 1 GiB; the least is 1 MiB.</value>
    public long MaxDatabaseBytes { get; set; } = 1L << 30;

    /// <summary>How many rows the results of one call may have.</summary>
    /// <value>The default is 50,000; the least is 1.</value>
    public int MaxResultRows { get; set; } = 50_000;

    /// <summary>How many bytes the results of one call may have, about, written as JSON.</summary>
    /// <value>The default is 8 MiB; the least is 1 KiB.</value>
    public int MaxResultBytes { get; set; } = 8 << 20;

    /// <summary>How many calls read one database at the same time; one more writes. Each holds a thread of the pool while it runs.</summary>
    /// <value>The default is 4; from 1 to 64.</value>
    public int Readers { get; set; } = 4;

    /// <summary>How many calls may wait for one database; any more are refused.</summary>
    /// <value>The default is 256; the least is 0.</value>
    public int MaxWaiting { get; set; } = 256;

    /// <summary>After which time without a call the files of a database are closed.</summary>
    /// <value>The default is 1 min; from 1 s to 1 d.</value>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(1);
}
