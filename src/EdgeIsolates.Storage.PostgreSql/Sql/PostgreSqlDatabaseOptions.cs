namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>A PostgreSQL database of the host that functions use through <c>d1</c> bindings. Set at start; checked then, all faults together.</summary>
public sealed class PostgreSqlDatabaseOptions
{
    /// <summary>
    /// The server, the database and the role, in Npgsql's spelling. What functions may do is what this role may do, so let it own nothing and
    /// grant it only what is meant. For several roles add the database several times, under different ids.
    /// </summary>
    /// <value>Must be set.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>How long one call (a statement, a batch or a script) may run before it is ended.</summary>
    /// <value>The default is 5 s; from 1 ms to 1 h.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many rows the results of one call may have.</summary>
    /// <value>The default is 50,000; the least is 1.</value>
    public int MaxResultRows { get; set; } = 50_000;

    /// <summary>How many bytes the results of one call may have, about, written as JSON.</summary>
    /// <value>The default is 8 MiB; the least is 1 KiB.</value>
    public int MaxResultBytes { get; set; } = 8 << 20;
}
