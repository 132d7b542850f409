using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Keeps keys and values in PostgreSQL. Keys are <c>bytea</c>: it compares by bytes, and takes the zero that <c>text</c> refuses.</summary>
internal sealed class PostgreSqlKeyValueStore(PostgreSqlDatabase database, TimeProvider time) : IKeyValueStore
{
    private readonly string _entries = $"{database.Schema}.kv_entries";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public async Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        (await GetManyAsync(namespaceId, [key], long.MaxValue, cancellationToken))!.SingleOrDefault();

    /// <summary>The server adds up the lengths, which it knows without reading the values, and sends no value beyond the sum.</summary>
    public async Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        long maxBytes,
        CancellationToken cancellationToken)
    {
        List<KeyValueEntry?> entries = await database.ReadAsync(
            $"""
            SELECT key, CASE WHEN sum(octet_length(value)) OVER () <= $4 THEN value END, metadata, expires_at_ms FROM {_entries}
            WHERE namespace = $1 AND key = ANY ($2) AND (expires_at_ms IS NULL OR expires_at_ms > $3)
            """,
            [
                new() { Value = namespaceId },
                new() { Value = keys.Select(BytesOf).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new() { Value = Now },
                new() { Value = maxBytes },
            ],
            ToEntry,
            cancellationToken);
        return entries.Contains(null) ? null : [.. entries.OfType<KeyValueEntry>()];
    }

    public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            INSERT INTO {_entries} (namespace, key, expires_at_ms, metadata, value) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (namespace, key) DO UPDATE SET expires_at_ms = excluded.expires_at_ms, metadata = excluded.metadata, value = excluded.value
            """,
            [
                new() { Value = namespaceId },
                new() { Value = BytesOf(entry.Key) },
                new() { Value = (object?)entry.ExpiresAt?.ToUnixTimeMilliseconds() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = (object?)entry.Metadata ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = entry.Value, NpgsqlDbType = NpgsqlDbType.Bytea },
            ],
            cancellationToken);

    public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"DELETE FROM {_entries} WHERE namespace = $1 AND key = $2",
            [new() { Value = namespaceId }, new() { Value = BytesOf(key) }],
            cancellationToken);

    public async Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"""
            SELECT key, expires_at_ms, metadata FROM {_entries}
            WHERE namespace = $1 AND key >= $2 {(query.Prefix is "" ? "" : "AND key < $3")} AND (expires_at_ms IS NULL OR expires_at_ms > $4)
            ORDER BY key LIMIT $5
            """,
            [
                new() { Value = namespaceId },
                new() { Value = query.First() },
                new() { Value = query.End() ?? [], NpgsqlDbType = NpgsqlDbType.Bytea },
                new() { Value = Now },
                new() { Value = query.Limit },
            ],
            static row => new KeyValueName(TextOf(row, 0), TimeOf(row, 1), row.IsDBNull(2) ? null : row.GetString(2)),
            cancellationToken);

    public Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            DELETE FROM {_entries} WHERE (namespace, key) IN (
                SELECT namespace, key FROM {_entries} WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2 FOR UPDATE SKIP LOCKED)
            """,
            [new() { Value = Now }, new() { Value = limit }],
            cancellationToken);

    private static KeyValueEntry? ToEntry(NpgsqlDataReader row) => row.IsDBNull(1)
        ? null
        : new KeyValueEntry
        {
            Key = TextOf(row, 0),
            Value = row.GetFieldValue<byte[]>(1),
            Metadata = row.IsDBNull(2) ? null : row.GetString(2),
            ExpiresAt = TimeOf(row, 3),
        };

    private static byte[] BytesOf(string text) => Encoding.UTF8.GetBytes(text);

    private static string TextOf(NpgsqlDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset? TimeOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
