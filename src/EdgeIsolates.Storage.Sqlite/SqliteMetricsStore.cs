using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// Keeps in the file what functions did: one JSON document for each version, region and minute, put together under the file's write lock.
/// </summary>
internal sealed class SqliteMetricsStore(SqliteDatabase database, TimeProvider time) : IMetricsStore
{
    private const string IsKey = "minute = $minute AND function_name = $function AND version = $version AND region = $region";

    /// <summary>For how long a batch is known by its id.</summary>
    private static readonly TimeSpan BatchMemory = TimeSpan.FromHours(2);

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        return database.WriteAsync(
            connection =>
            {
                if (NoteBatch(connection, batch.Id, now))
                {
                    Add(connection, batch.Buckets);
                }

                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<MetricsBucket>>(
            connection => connection
                .Command(
                    $"""
                    SELECT bucket FROM metrics
                    WHERE minute >= $from AND minute < $to {(query.FunctionName is null ? "" : "AND function_name = $function")} ORDER BY minute
                    """,
                    ("$from", query.From.ToUnixTimeSeconds()),
                    ("$to", query.To.ToUnixTimeSeconds()),
                    ("$function", query.FunctionName ?? ""))
                .Rows(static row => ToBucket(row.GetString(0))),
            cancellationToken);

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection => connection.Execute("DELETE FROM metrics WHERE minute < $before", ("$before", before.ToUnixTimeSeconds())),
            cancellationToken);

    private static bool NoteBatch(SqliteConnection connection, Guid id, DateTimeOffset now)
    {
        connection.Execute("DELETE FROM metrics_batches WHERE added_at < $old", ("$old", (now - BatchMemory).ToUnixTimeSeconds()));
        return connection.Execute(
            "INSERT INTO metrics_batches (id, added_at) VALUES ($id, $now) ON CONFLICT DO NOTHING",
            ("$id", id.ToString()),
            ("$now", now.ToUnixTimeSeconds())) == 1;
    }

    private static void Add(SqliteConnection connection, IReadOnlyList<MetricsBucket> buckets)
    {
        using SqliteCommand read = connection.Command($"SELECT bucket FROM metrics WHERE {IsKey}", Key());
        using SqliteCommand write = connection.Command(
            """
            INSERT INTO metrics (minute, function_name, version, region, bucket) VALUES ($minute, $function, $version, $region, $bucket)
            ON CONFLICT DO UPDATE SET bucket = excluded.bucket
            """,
            [.. Key(), ("$bucket", "")]);
        foreach (MetricsBucket bucket in buckets)
        {
            SetKey(read, bucket);
            MetricsBucket sum = read.ExecuteScalar() is string present ? ToBucket(present).Add(bucket) : bucket;
            SetKey(write, bucket);
            write.Parameters["$bucket"].Value = JsonSerializer.Serialize(sum, StoreJson.MetricsBucket);
            write.ExecuteNonQuery();
        }
    }

    private static (string Name, object Value)[] Key() => [("$minute", 0L), ("$function", ""), ("$version", ""), ("$region", "")];

    private static void SetKey(SqliteCommand command, MetricsBucket bucket)
    {
        command.Parameters["$minute"].Value = bucket.Minute.ToUnixTimeSeconds();
        command.Parameters["$function"].Value = bucket.FunctionName;
        command.Parameters["$version"].Value = bucket.Version;
        command.Parameters["$region"].Value = bucket.Region;
    }

    private static MetricsBucket ToBucket(string json) => JsonSerializer.Deserialize(json, StoreJson.MetricsBucket)!;
}
