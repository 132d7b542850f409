using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>What there is in a bucket. Keys are bytes, so that they are ordered as bytes.</summary>
internal sealed class ObjectIndex(SqliteDatabase database, string bucket, Func<Task> ready)
{
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE objects (
            bucket TEXT NOT NULL,
            key BLOB NOT NULL,
            version TEXT NOT NULL,
            object TEXT NOT NULL,
            PRIMARY KEY (bucket, key)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE uploads (
            id TEXT NOT NULL PRIMARY KEY,
            bucket TEXT NOT NULL,
            key BLOB NOT NULL,
            metadata TEXT NOT NULL,
            created_at_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE parts (
            upload TEXT NOT NULL REFERENCES uploads ON DELETE CASCADE,
            number INTEGER NOT NULL,
            version TEXT NOT NULL,
            size INTEGER NOT NULL,
            etag TEXT NOT NULL,
            PRIMARY KEY (upload, number)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Drops uploads that were begun before a time.</summary>
    /// <returns>The versions that nobody needs any more.</returns>
    public static Task<List<string>> DropUploadsAsync(SqliteDatabase database, DateTimeOffset before) => database.WriteAsync(
        connection =>
        {
            (string, object)[] parameters = [("$before", before.ToUnixTimeMilliseconds())];
            List<string> versions = connection
                .Command("SELECT version FROM parts JOIN uploads ON id = upload WHERE created_at_ms < $before", parameters)
                .Rows(static row => row.GetString(0));
            connection.Execute("DELETE FROM uploads WHERE created_at_ms < $before", parameters);
            return versions;
        },
        CancellationToken.None);

    public async Task<StoredObject?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await ready();
        return await database.ReadAsync(connection => Find(connection, Key(key)), cancellationToken);
    }

    public async Task<IReadOnlyList<StoredObject>> ReadAsync(string prefix, string after, int count, CancellationToken cancellationToken)
    {
        await ready();
        return await database.ReadAsync(
            connection => connection
                .Command(
                    """
                    SELECT object FROM objects WHERE bucket = $bucket AND key > $after AND key >= $prefix AND key < $end ORDER BY key LIMIT $count
                    """,
                    ("$bucket", bucket),
                    ("$after", Key(after)),
                    ("$prefix", Key(prefix)),
                    ("$end", EndOf(prefix)),
                    ("$count", count))
                .Rows(static row => ToObject(row.GetString(0))),
            cancellationToken);
    }

    /// <summary>Puts an object in the place of the one that is there, if the conditions hold of that.</summary>
    /// <returns>Whether it did, and the version that nobody needs any more.</returns>
    public async Task<(bool Done, string? Old)> TryWriteAsync(StoredObject written, ObjectConditions? conditions, CancellationToken cancellationToken)
    {
        await ready();
        return await database.WriteAsync(connection => TryWrite(connection, written, conditions), cancellationToken);
    }

    /// <returns>The versions that nobody needs any more.</returns>
    public async Task<List<string>> DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await ready();
        return await database.WriteAsync(
            connection => keys.SelectMany(key => connection
                .Command("DELETE FROM objects WHERE bucket = $bucket AND key = $key RETURNING version", ("$bucket", bucket), ("$key", Key(key)))
                .Rows(static row => row.GetString(0))).ToList(),
            cancellationToken);
    }

    public async Task AddUploadAsync(string id, string key, ObjectMetadata metadata, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await ready();
        await database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO uploads (id, bucket, key, metadata, created_at_ms) VALUES ($id, $bucket, $key, $metadata, $now)",
                ("$id", id),
                ("$bucket", bucket),
                ("$key", Key(key)),
                ("$metadata", JsonSerializer.Serialize(metadata)),
                ("$now", now.ToUnixTimeMilliseconds())),
            cancellationToken);
    }

    /// <summary>What was said when the upload was begun; <see langword="null"/> when there is no such upload.</summary>
    public async Task<ObjectMetadata?> FindUploadAsync(string id, string key, CancellationToken cancellationToken)
    {
        await ready();
        return await database.ReadAsync(connection => FindUpload(connection, id, key), cancellationToken);
    }

    /// <returns>Whether there is such an upload, and the version of the part that was there.</returns>
    public Task<(bool Done, string? Old)> TryAddPartAsync(string id, string key, int number, UploadedPart part, CancellationToken cancellationToken) =>
        database.WriteAsync<(bool, string?)>(
            connection =>
            {
                if (FindUpload(connection, id, key) is null)
                {
                    return (false, null);
                }

                string? old = connection.Scalar("SELECT version FROM parts WHERE upload = $id AND number = $number", ("$id", id), ("$number", number)) as string;
                connection.Execute(
                    "INSERT OR REPLACE INTO parts (upload, number, version, size, etag) VALUES ($id, $number, $version, $size, $etag)",
                    ("$id", id),
                    ("$number", number),
                    ("$version", part.Version),
                    ("$size", part.Size),
                    ("$etag", part.ETag));
                return (true, old);
            },
            cancellationToken);

    public Task<Dictionary<int, UploadedPart>> ReadPartsAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Parts(connection, id), cancellationToken);

    /// <summary>Ends an upload, with an object that takes its place if there is one.</summary>
    /// <returns>Whether there was such an upload, and the versions that nobody needs any more.</returns>
    public async Task<(bool Done, List<string> Old)> TryEndUploadAsync(string id, string key, StoredObject? written, CancellationToken cancellationToken)
    {
        await ready();
        return await database.WriteAsync<(bool, List<string>)>(
            connection =>
            {
                if (FindUpload(connection, id, key) is null)
                {
                    return (false, []);
                }

                List<string> old = [.. Parts(connection, id).Values.Select(static part => part.Version)];
                connection.Execute("DELETE FROM uploads WHERE id = $id", ("$id", id));
                if (written is not null && TryWrite(connection, written, null).Old is { } replaced)
                {
                    old.Add(replaced);
                }

                return (true, old);
            },
            cancellationToken);
    }

    private (bool Done, string? Old) TryWrite(SqliteConnection connection, StoredObject written, ObjectConditions? conditions)
    {
        StoredObject? present = Find(connection, Key(written.Key));
        if (conditions?.Hold(present) == false)
        {
            return (false, null);
        }

        connection.Execute(
            "INSERT OR REPLACE INTO objects (bucket, key, version, object) VALUES ($bucket, $key, $version, $object)",
            ("$bucket", bucket),
            ("$key", Key(written.Key)),
            ("$version", written.Version),
            ("$object", JsonSerializer.Serialize(written)));
        return (true, present?.Version);
    }

    private StoredObject? Find(SqliteConnection connection, byte[] key) =>
        connection.Scalar("SELECT object FROM objects WHERE bucket = $bucket AND key = $key", ("$bucket", bucket), ("$key", key)) is string json
            ? ToObject(json)
            : null;

    private ObjectMetadata? FindUpload(SqliteConnection connection, string id, string key) =>
        connection.Scalar(
            "SELECT metadata FROM uploads WHERE id = $id AND bucket = $bucket AND key = $key",
            ("$id", id),
            ("$bucket", bucket),
            ("$key", Key(key))) is string json
            ? JsonSerializer.Deserialize<ObjectMetadata>(json)
            : null;

    private static Dictionary<int, UploadedPart> Parts(SqliteConnection connection, string id) => connection
        .Command("SELECT number, version, size, etag FROM parts WHERE upload = $id", ("$id", id))
        .Rows(static row => (Number: row.GetInt32(0), Part: new UploadedPart(row.GetString(1), row.GetInt64(2), row.GetString(3))))
        .ToDictionary(static row => row.Number, static row => row.Part);

    private static byte[] Key(string key) => Encoding.UTF8.GetBytes(key);

    /// <summary>The first bytes behind all that begin with a text: no byte of UTF-8 is 0xff.</summary>
    private static byte[] EndOf(string prefix)
    {
        byte[] end = [.. Key(prefix), byte.MaxValue];
        return end;
    }

    private static StoredObject ToObject(string json) => JsonSerializer.Deserialize<StoredObject>(json)!;
}
