using System.Text;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps keys and values in a file of their own, beside that of the functions.</summary>
internal sealed class SqliteKeyValueStore(SqliteStoreOptions options, TimeProvider time) : IKeyValueStore, IDisposable
{
    private const string IsKey = "namespace = $namespace AND key = $key";
    private const string IsThere = "(expires_at_ms IS NULL OR expires_at_ms > $now)";

    private readonly SqliteDatabase _database = new(
        Path.ChangeExtension(options.Path, $".kv{Path.GetExtension(options.Path)}"),
        SqliteSchema.KeyValue,
        options.BusyTimeout);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    public Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        _database.ReadAsync(connection => Read(connection, namespaceId, key), cancellationToken);

    public Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(
        string namespaceId,
        IReadOnlyList<string> keys,
        long maxBytes,
        CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<KeyValueEntry>?>(connection => ReadMany(connection, namespaceId, keys, maxBytes), cancellationToken);

    public Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection.Execute(
                """
                INSERT INTO entries (namespace, key, expires_at_ms, metadata, value) VALUES ($namespace, $key, $expires, $metadata, $value)
                ON CONFLICT DO UPDATE SET expires_at_ms = excluded.expires_at_ms, metadata = excluded.metadata, value = excluded.value
                """,
                ("$namespace", namespaceId),
                ("$key", BytesOf(entry.Key)),
                ("$expires", entry.ExpiresAt is { } end ? end.ToUnixTimeMilliseconds() : DBNull.Value),
                ("$metadata", entry.Metadata is { } metadata ? metadata : DBNull.Value),
                ("$value", entry.Value.ToArray())),
            cancellationToken);

    public Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection.Execute($"DELETE FROM entries WHERE {IsKey}", ("$namespace", namespaceId), ("$key", BytesOf(key))),
            cancellationToken);

    public Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<KeyValueName>>(
            connection => connection
                .Command(
                    $"""
                    SELECT key, expires_at_ms, metadata FROM entries
                    WHERE namespace = $namespace AND key >= $first {(query.Prefix is "" ? "" : "AND key < $end")} AND {IsThere}
                    ORDER BY key LIMIT $limit
                    """,
                    ("$namespace", namespaceId),
                    ("$first", query.First()),
                    ("$end", query.End() ?? []),
                    ("$now", Now),
                    ("$limit", query.Limit))
                .Rows(static row => new KeyValueName(TextOf(row, 0), TimeOf(row, 1), row.IsDBNull(2) ? null : row.GetString(2))),
            cancellationToken);

    public Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection.Execute(
                "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE expires_at_ms <= $now ORDER BY expires_at_ms LIMIT $limit)",
                ("$now", Now),
                ("$limit", limit)),
            cancellationToken);

    public void Dispose() => _database.Dispose();

    private KeyValueEntry? Read(SqliteConnection connection, string namespaceId, string key) =>
        connection
            .Command(
                $"SELECT value, metadata, expires_at_ms FROM entries WHERE {IsKey} AND {IsThere}",
                ("$namespace", namespaceId),
                ("$key", BytesOf(key)),
                ("$now", Now))
            .Rows(row => new KeyValueEntry
            {
                Key = key,
                Value = row.GetFieldValue<byte[]>(0),
                Metadata = row.IsDBNull(1) ? null : row.GetString(1),
                ExpiresAt = TimeOf(row, 2),
            })
            .SingleOrDefault();

    private List<KeyValueEntry>? ReadMany(SqliteConnection connection, string namespaceId, IReadOnlyList<string> keys, long maxBytes)
    {
        // One view of the file for all of them.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        List<KeyValueEntry> entries = [];
        long left = maxBytes;
        foreach (string key in keys)
        {
            if (LengthOf(connection, namespaceId, key) > left)
            {
                return null;
            }

            if (Read(connection, namespaceId, key) is { } entry)
            {
                entries.Add(entry);
                left -= entry.Value.Length;
            }
        }

        return entries;
    }

    private long LengthOf(SqliteConnection connection, string namespaceId, string key) =>
        connection.Scalar(
            $"SELECT length(value) FROM entries WHERE {IsKey} AND {IsThere}",
            ("$namespace", namespaceId),
            ("$key", BytesOf(key)),
            ("$now", Now)) is long length ? length : 0;

    private static byte[] BytesOf(string text) => Encoding.UTF8.GetBytes(text);

    private static string TextOf(SqliteDataReader row, int column) => Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(column));

    private static DateTimeOffset? TimeOf(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
