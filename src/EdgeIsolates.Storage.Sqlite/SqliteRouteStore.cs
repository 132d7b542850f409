using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps in the file which route belongs to which function.</summary>
internal sealed class SqliteRouteStore(SqliteDatabase database) : IRouteStore
{
    private const string Columns = "pattern, function_name, claimed_at_ms";

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public Task<IReadOnlyList<RouteClaim>> TryClaimAsync(
        string functionName,
        IReadOnlyList<string> patterns,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<RouteClaim>>(
            connection =>
            {
                RouteClaim[] others = [.. patterns.Distinct().SelectMany(pattern => OthersClaims(connection, functionName, pattern))];
                if (others.Length == 0)
                {
                    Claim(connection, functionName, patterns, now);
                }

                return others;
            },
            cancellationToken);

    public Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                List<RouteClaim> claims = connection
                    .Command($"SELECT {Columns} FROM routes WHERE function_name = $function", ("$function", functionName))
                    .Rows(ToClaim);
                foreach (RouteClaim claim in claims.Where(claim => !kept.Contains(claim.Pattern)))
                {
                    connection.Execute("DELETE FROM routes WHERE pattern = $pattern", ("$pattern", claim.Pattern));
                }

                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RouteClaim>>(
            static connection => connection.Command($"SELECT {Columns} FROM routes").Rows(ToClaim),
            cancellationToken);

    private static List<RouteClaim> OthersClaims(SqliteConnection connection, string functionName, string pattern) =>
        connection
            .Command(
                $"SELECT {Columns} FROM routes WHERE pattern = $pattern AND function_name <> $function",
                ("$pattern", pattern),
                ("$function", functionName))
            .Rows(ToClaim);

    private static void Claim(SqliteConnection connection, string functionName, IReadOnlyList<string> patterns, DateTimeOffset now)
    {
        foreach (string pattern in patterns)
        {
            connection.Execute(
                $"INSERT INTO routes ({Columns}) VALUES ($pattern, $function, $now) ON CONFLICT DO NOTHING",
                ("$pattern", pattern),
                ("$function", functionName),
                ("$now", now.ToUnixTimeMilliseconds()));
        }
    }

    private static RouteClaim ToClaim(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)));
}
