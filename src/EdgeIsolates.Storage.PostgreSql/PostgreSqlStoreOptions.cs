namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>How the stores use PostgreSQL. Set at start; checked then, all faults together.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>
    /// The server and the database, in Npgsql's spelling. What it does not say is set so that a dead server is an error soon: <c>Timeout</c> (to
    /// connect) 5 s, <c>Command Timeout</c> 10 s, <c>Keepalive</c> 10 s.
    /// </summary>
    /// <value>Must be set.</value>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// The schema that the tables are in; made when it is not there. Hosts that share a database but nothing else use different ones.
    /// </summary>
    /// <value>The default is <c>edge_isolates</c>; lower-case letters, digits and underscores, at most 63, not beginning with a digit.</value>
    public string Schema { get; set; } = "edge_isolates";
}
