using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Keeps in PostgreSQL which route belongs to which function.</summary>
internal sealed class PostgreSqlRouteStore(PostgreSqlDatabase database) : IRouteStore
{
    private readonly string _routes = $"{database.Schema}.routes";

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    /// <summary>
    /// Takes what is free, then looks for claims of others: with one of them in the way, all is undone. Claims wait for each other and for
    /// releases (the table's lock lets readers pass); otherwise one that was released between the two statements would be neither taken nor told.
    /// </summary>
    public Task<IReadOnlyList<RouteClaim>> TryClaimAsync(
        string functionName,
        IReadOnlyList<string> patterns,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        string[] wanted = [.. patterns.Distinct()];
        return database.UseAsync<IReadOnlyList<RouteClaim>>(
            async (connection, token) =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(token);
                await using NpgsqlBatch batch = new(connection, transaction);
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"LOCK TABLE {_routes} IN SHARE ROW EXCLUSIVE MODE"));
                batch.BatchCommands.Add(new NpgsqlBatchCommand(
                    $"""
                    INSERT INTO {_routes} (pattern, function_name, claimed_at) SELECT pattern, $2, $3 FROM unnest($1) AS wanted (pattern)
                    ON CONFLICT DO NOTHING
                    """)
                {
                    Parameters = { new() { Value = wanted }, new() { Value = functionName }, new() { Value = now.ToUniversalTime() } },
                });
                batch.BatchCommands.Add(new NpgsqlBatchCommand(
                    $"SELECT pattern, function_name, claimed_at FROM {_routes} WHERE pattern = ANY ($1) AND function_name <> $2")
                {
                    Parameters = { new() { Value = wanted }, new() { Value = functionName } },
                });
                List<RouteClaim> others = await ReadClaimsAsync(batch, token);
                if (others.Count == 0)
                {
                    await transaction.CommitAsync(token);
                }

                return others;
            },
            cancellationToken);
    }

    public Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"DELETE FROM {_routes} WHERE function_name = $1 AND pattern <> ALL ($2)",
            [new() { Value = functionName }, new() { Value = kept.ToArray() }],
            cancellationToken);

    public async Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync($"SELECT pattern, function_name, claimed_at FROM {_routes}", [], ToClaim, cancellationToken);

    private static async Task<List<RouteClaim>> ReadClaimsAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        List<RouteClaim> claims = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            claims.Add(ToClaim(reader));
        }

        return claims;
    }

    private static RouteClaim ToClaim(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2));
}
