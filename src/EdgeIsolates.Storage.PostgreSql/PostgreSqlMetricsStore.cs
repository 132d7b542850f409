using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>
/// Keeps in PostgreSQL what functions did: one row for each version, region and minute, put together by the server, in the buckets' order so that
/// batches never wait for each other in a circle.
/// </summary>
internal sealed class PostgreSqlMetricsStore(PostgreSqlDatabase database) : IMetricsStore
{
    private readonly string _metrics = $"{database.Schema}.metrics";
    private readonly string _batches = $"{database.Schema}.metrics_batches";

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken) =>
        database.UseAsync(
            async (connection, token) =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(token);
                if (await NoteBatchAsync(connection, batch.Id, token))
                {
                    await AddAsync(connection, batch.Buckets, token);
                    await transaction.CommitAsync(token);
                }

                return true;
            },
            cancellationToken);

    public async Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"""
            SELECT minute, function_name, version, region, sums, peaks FROM {_metrics}
            WHERE minute >= $1 AND minute < $2 {(query.FunctionName is null ? "" : "AND function_name = $3")} ORDER BY minute
            """,
            [Time(query.From), Time(query.To), .. query.FunctionName is { } name ? [new() { Value = name }] : Array.Empty<NpgsqlParameter>()],
            ToBucket,
            cancellationToken);

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ExecuteAsync($"DELETE FROM {_metrics} WHERE minute < $1", [Time(before)], cancellationToken);

    /// <summary>Two nodes that send the same batch at once wait for each other here.</summary>
    private async Task<bool> NoteBatchAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        NpgsqlBatchCommand note = new($"INSERT INTO {_batches} (id) VALUES ($1) ON CONFLICT DO NOTHING") { Parameters = { new() { Value = id } } };
        batch.BatchCommands.Add(note);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"DELETE FROM {_batches} WHERE id IN (SELECT id FROM {_batches} WHERE added_at < now() - interval '2 hours' FOR UPDATE SKIP LOCKED)"));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return note.RecordsAffected == 1;
    }

    private async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<MetricsBucket> buckets, CancellationToken cancellationToken)
    {
        MetricsBucket[] ordered = [.. buckets
            .OrderBy(bucket => bucket.Minute)
            .ThenBy(bucket => bucket.FunctionName, StringComparer.Ordinal)
            .ThenBy(bucket => bucket.Version, StringComparer.Ordinal)
            .ThenBy(bucket => bucket.Region, StringComparer.Ordinal)];
        await using NpgsqlCommand command = new(
            $"""
            INSERT INTO {_metrics} AS present (minute, function_name, version, region, sums, peaks)
            SELECT minute, function_name, version, region, sums, peaks
            FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS added (minute, function_name, version, region, sums, peaks, place) ORDER BY place
            ON CONFLICT (minute, function_name, version, region) DO UPDATE SET
                sums = {Merged("sums", "sum")},
                peaks = {Merged("peaks", "max")}
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = ordered.Select(bucket => bucket.Minute.ToUniversalTime()).ToArray() },
                new() { Value = ordered.Select(bucket => bucket.FunctionName).ToArray() },
                new() { Value = ordered.Select(bucket => bucket.Version).ToArray() },
                new() { Value = ordered.Select(bucket => bucket.Region).ToArray() },
                Counters(ordered.Select(bucket => bucket.Sums)),
                Counters(ordered.Select(bucket => bucket.Peaks)),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Merged(string column, string aggregate) =>
        $"""
        (SELECT coalesce(jsonb_object_agg(name, value), '{'{'}{'}'}') FROM (
            SELECT name, {aggregate}(value::bigint) AS value
            FROM (
                SELECT * FROM jsonb_each_text(present.{column}) UNION ALL SELECT * FROM jsonb_each_text(excluded.{column})
            ) AS counters (name, value)
            GROUP BY name) AS merged)
        """;

    private static NpgsqlParameter Time(DateTimeOffset time) => new() { Value = time.ToUniversalTime() };

    private static NpgsqlParameter Counters(IEnumerable<IReadOnlyDictionary<string, long>> counters) => new()
    {
        Value = counters.Select(static counter => JsonSerializer.Serialize(counter, StoreJson.Counters)).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
    };

    private static MetricsBucket ToBucket(NpgsqlDataReader row) => new()
    {
        Minute = row.GetFieldValue<DateTimeOffset>(0),
        FunctionName = row.GetString(1),
        Version = row.GetString(2),
        Region = row.GetString(3),
        Sums = JsonSerializer.Deserialize(row.GetString(4), StoreJson.Counters)!,
        Peaks = JsonSerializer.Deserialize(row.GetString(5), StoreJson.Counters)!,
    };
}
