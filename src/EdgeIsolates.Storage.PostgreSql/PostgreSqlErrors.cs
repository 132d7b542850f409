using System.Net.Sockets;
using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Tells a server that cannot be reached, or does not serve us now, from a fault in what we asked.</summary>
internal static class PostgreSqlErrors
{
    // Classes of SQLSTATE: 08 connection, 28 log-in, 3D no such database, 53 resources (too many connections, disk full), 57 operator
    // intervention (shut-down, time limit of the server), 58 system error; 25006 is a standby that took the place of the primary.
    private static readonly string[] UnavailableStates = ["08", "28", "3D", "53", "57", "58", "25006"];

    public static bool IsUnavailable(Exception error) => error switch
    {
        PostgresException server => UnavailableStates.Any(state => server.SqlState.StartsWith(state, StringComparison.Ordinal)),
        NpgsqlException or SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    public static StoreUnavailableException Unavailable(Exception error, string server)
    {
        string what = error switch
        {
            PostgresException { SqlState: "25006" } => "can only be read: look whether it is a standby",
            PostgresException refusal => $"refuses ({refusal.MessageText})",
            { InnerException: TimeoutException } or TimeoutException => "does not answer in time: look at its load and at the network",
            _ => $"cannot be reached: look whether it runs, and at the network ({(error.InnerException ?? error).Message})",
        };
        return new StoreUnavailableException($"The PostgreSQL server {server} {what}.", error);
    }
}
