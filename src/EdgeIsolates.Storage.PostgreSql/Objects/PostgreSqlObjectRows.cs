using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>What there is in a bucket. Keys are bytes: so they are ordered as bytes, and may have any character.</summary>
internal sealed class PostgreSqlObjectRows(PostgreSqlDatabase database, string bucket)
{
    private readonly string _schema = database.Schema;

    public static string[] Migrations(string schema) =>
    [
        $$"""
        CREATE TABLE "{{schema}}".objects (
            bucket text NOT NULL,
            key bytea NOT NULL,
            version text NOT NULL,
            object text NOT NULL,
            PRIMARY KEY (bucket, key)
        );

        CREATE TABLE "{{schema}}".chunks (
            version text NOT NULL,
            start bigint NOT NULL,
            bytes bytea NOT NULL,
            PRIMARY KEY (version, start)
        );
        -- Mostly compressed already.
        ALTER TABLE "{{schema}}".chunks ALTER COLUMN bytes SET STORAGE EXTERNAL;

        CREATE TABLE "{{schema}}".uploads (
            id text PRIMARY KEY,
            bucket text NOT NULL,
            key bytea NOT NULL,
            metadata text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now()
        );

        CREATE TABLE "{{schema}}".parts (
            upload text NOT NULL,
            number integer NOT NULL,
            version text NOT NULL,
            size bigint NOT NULL,
            etag text NOT NULL,
            PRIMARY KEY (upload, number)
        );

        CREATE TABLE "{{schema}}".garbage (
            version text PRIMARY KEY,
            drop_after timestamptz NOT NULL
        );
        CREATE INDEX ON "{{schema}}".garbage (drop_after);
        """,
    ];

    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            $"SELECT object FROM {_schema}.objects WHERE bucket = $1 AND key = $2",
            [Text(bucket), Key(key)],
            static row => ToObject(row.GetString(0)),
            cancellationToken)).FirstOrDefault();

    public async Task<IReadOnlyList<StoredObject>> ReadAsync(string prefix, string after, int count, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"SELECT object FROM {_schema}.objects WHERE bucket = $1 AND key > $2 AND key >= $3 AND key < $4 ORDER BY key LIMIT $5",
            [Text(bucket), Key(after), Key(prefix), Bytes([.. Encoding.UTF8.GetBytes(prefix), byte.MaxValue]), new() { Value = count }],
            static row => ToObject(row.GetString(0)),
            cancellationToken);

    /// <summary>Puts an object in the place of the one that is there, if the conditions hold of that.</summary>
    public Task<bool> TryWriteAsync(StoredObject written, ObjectConditions? conditions, CancellationToken cancellationToken) => InTransactionAsync(
        async (connection, token) =>
        {
            await LockAsync(connection, written.Key, token);
            return await TryWriteAsync(connection, written, conditions, token);
        },
        cancellationToken);

    public Task<int> DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"""
        WITH gone AS (DELETE FROM {_schema}.objects WHERE bucket = $1 AND key = ANY ($2) RETURNING version)
        INSERT INTO {_schema}.garbage (version, drop_after) SELECT version, now() + interval '1 hour' FROM gone
        """,
        [Text(bucket), new() { Value = keys.Select(Encoding.UTF8.GetBytes).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea }],
        cancellationToken);

    public Task<int> AddUploadAsync(string id, string key, ObjectMetadata metadata, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"INSERT INTO {_schema}.uploads (id, bucket, key, metadata) VALUES ($1, $2, $3, $4)",
        [Text(id), Text(bucket), Key(key), Text(JsonSerializer.Serialize(metadata))],
        cancellationToken);

    /// <summary>What was said when the upload was begun; <see langword="null"/> when there is no such upload.</summary>
    public async Task<ObjectMetadata?> FindUploadAsync(string id, string key, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            $"SELECT metadata FROM {_schema}.uploads WHERE id = $1 AND bucket = $2 AND key = $3",
            [Text(id), Text(bucket), Key(key)],
            static row => JsonSerializer.Deserialize<ObjectMetadata>(row.GetString(0)),
            cancellationToken)).FirstOrDefault();

    public Task<bool> TryAddPartAsync(string id, string key, int number, PostgreSqlPart part, CancellationToken cancellationToken) => InTransactionAsync(
        async (connection, token) =>
        {
            await LockAsync(connection, key, token);
            if (!await HasUploadAsync(connection, id, key, token))
            {
                return false;
            }

            await ExecuteAsync(
                connection,
                $"""
                WITH old AS (DELETE FROM {_schema}.parts WHERE upload = $1 AND number = $2 RETURNING version)
                INSERT INTO {_schema}.garbage (version, drop_after) SELECT version, now() FROM old
                """,
                [Text(id), new() { Value = number }],
                token);
            await ExecuteAsync(
                connection,
                $"""
                WITH kept AS (DELETE FROM {_schema}.garbage WHERE version = $3)
                INSERT INTO {_schema}.parts (upload, number, version, size, etag) VALUES ($1, $2, $3, $4, $5)
                """,
                [Text(id), new() { Value = number }, Text(part.Version), new() { Value = part.Size }, Text(part.ETag)],
                token);
            return true;
        },
        cancellationToken);

    public async Task<Dictionary<int, PostgreSqlPart>> ReadPartsAsync(string id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            $"SELECT number, version, size, etag FROM {_schema}.parts WHERE upload = $1",
            [Text(id)],
            static row => (Number: row.GetInt32(0), Part: new PostgreSqlPart(row.GetString(1), row.GetInt64(2), row.GetString(3))),
            cancellationToken)).ToDictionary(static row => row.Number, static row => row.Part);

    /// <summary>Ends an upload, with an object of some of its parts if one is given: their chunks become the object's, without being copied.</summary>
    public Task<bool> TryEndUploadAsync(string id, string key, StoredObject? written, IReadOnlyList<PostgreSqlPart> chosen, CancellationToken cancellationToken) =>
        InTransactionAsync(
            async (connection, token) =>
            {
                await LockAsync(connection, key, token);
                if (!await HasUploadAsync(connection, id, key, token))
                {
                    return false;
                }

                if (written is not null)
                {
                    await TakeChunksAsync(connection, written.Version, chosen, token);
                    await TryWriteAsync(connection, written, null, token);
                }

                await ExecuteAsync(
                    connection,
                    $"""
                    WITH ended AS (DELETE FROM {_schema}.uploads WHERE id = $1), old AS (DELETE FROM {_schema}.parts WHERE upload = $1 RETURNING version)
                    INSERT INTO {_schema}.garbage (version, drop_after) SELECT version, now() FROM old
                    """,
                    [Text(id)],
                    token);
                return true;
            },
            cancellationToken);

    private async Task<bool> TryWriteAsync(NpgsqlConnection connection, StoredObject written, ObjectConditions? conditions, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand read = new($"SELECT object FROM {_schema}.objects WHERE bucket = $1 AND key = $2", connection);
        read.Parameters.AddRange((NpgsqlParameter[])[Text(bucket), Key(written.Key)]);
        StoredObject? present = await read.ExecuteScalarAsync(cancellationToken) is string json ? ToObject(json) : null;
        if (conditions?.Hold(present) == false)
        {
            return false;
        }

        await ExecuteAsync(
            connection,
            $"""
            WITH kept AS (DELETE FROM {_schema}.garbage WHERE version = $3)
            INSERT INTO {_schema}.objects (bucket, key, version, object) VALUES ($1, $2, $3, $4)
            ON CONFLICT (bucket, key) DO UPDATE SET version = excluded.version, object = excluded.object
            """,
            [Text(bucket), Key(written.Key), Text(written.Version), Text(JsonSerializer.Serialize(written))],
            cancellationToken);
        if (present is not null)
        {
            await ExecuteAsync(
                connection,
                $"INSERT INTO {_schema}.garbage (version, drop_after) VALUES ($1, now() + interval '1 hour')",
                [Text(present.Version)],
                cancellationToken);
        }

        return true;
    }

    private async Task TakeChunksAsync(NpgsqlConnection connection, string version, IReadOnlyList<PostgreSqlPart> parts, CancellationToken cancellationToken)
    {
        long start = 0;
        foreach (PostgreSqlPart part in parts)
        {
            await ExecuteAsync(
                connection,
                $"UPDATE {_schema}.chunks SET version = $1, start = start + $2 WHERE version = $3",
                [Text(version), new() { Value = start }, Text(part.Version)],
                cancellationToken);
            start += part.Size;
        }
    }

    /// <summary>Whoever changes what belongs to a key takes turns, to the end of the transaction.</summary>
    private Task LockAsync(NpgsqlConnection connection, string key, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        "SELECT pg_advisory_xact_lock(hashtextextended($1 || encode($2, 'hex'), 0))",
        [Text($"{_schema} {bucket} "), Key(key)],
        cancellationToken);

    private async Task<bool> HasUploadAsync(NpgsqlConnection connection, string id, string key, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand read = new($"SELECT 1 FROM {_schema}.uploads WHERE id = $1 AND bucket = $2 AND key = $3", connection);
        read.Parameters.AddRange((NpgsqlParameter[])[Text(id), Text(bucket), Key(key)]);
        return await read.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private Task<bool> InTransactionAsync(Func<NpgsqlConnection, CancellationToken, Task<bool>> act, CancellationToken cancellationToken) => database.UseAsync(
        async (connection, token) =>
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(token);
            bool done = await act(connection, token);
            await transaction.CommitAsync(token);
            return done;
        },
        cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Text(string text) => new() { Value = text };

    private static NpgsqlParameter Key(string key) => Bytes(Encoding.UTF8.GetBytes(key));

    private static NpgsqlParameter Bytes(byte[] bytes) => new() { Value = bytes };

    private static StoredObject ToObject(string json) => JsonSerializer.Deserialize<StoredObject>(json)!;
}
