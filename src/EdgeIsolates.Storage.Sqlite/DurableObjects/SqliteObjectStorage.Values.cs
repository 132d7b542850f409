using System.Globalization;
using System.Text;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

// Keys and values. SQLite compares text by its UTF-8 bytes, which is the order that scripts see.
internal sealed partial class SqliteObjectStorage
{
    private const int PageOfListing = 1024 * 1024;

    public byte[]? Get(string key)
    {
        ObjectStatement read = Connection().Own("SELECT value FROM _cf_KV WHERE key = ?1").BindText(1, Encoding.UTF8.GetBytes(key));
        try
        {
            return read.Step() ? read.Bytes(0).ToArray() : null;
        }
        finally
        {
            read.Reset();
        }
    }

    public void Put(string key, ReadOnlySpan<byte> value)
    {
        byte[] name = Encoding.UTF8.GetBytes(key);
        if (name.Length + value.Length > ObjectLimits.RowBytes)
        {
            throw new DurableObjectStorageException(
                string.Create(CultureInfo.InvariantCulture, $"A key and its value may have {ObjectLimits.RowBytes} bytes together; these have {name.Length + value.Length}."));
        }

        Write(Connection().Own("INSERT INTO _cf_KV (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2").BindText(1, name).Bind(2, value));
    }

    public bool Delete(string key)
    {
        long before = Connection().TotalChanges;
        Write(Connection().Own("DELETE FROM _cf_KV WHERE key = ?1").BindText(1, Encoding.UTF8.GetBytes(key)));
        return Connection().TotalChanges != before;
    }

    public DurableObjectPage List(DurableObjectListing listing)
    {
        (string sql, List<byte[]> bounds) = Query(listing);
        ObjectStatement read = Connection().Own(sql);
        try
        {
            for (int i = 0; i < bounds.Count; i++)
            {
                read.BindText(i + 1, bounds[i]);
            }

            return Page(read, listing.Limit);
        }
        finally
        {
            read.Reset();
        }
    }

    public void DeleteAll()
    {
        ObjectConnection connection = Connection();
        BeginWrites();
        HasWrites = true;
        try
        {
            connection.RunAll("PRAGMA defer_foreign_keys = ON");
            foreach (string type in (ReadOnlySpan<string>)["trigger", "view", "table"])
            {
                while (FindOfScript(type) is { } name)
                {
                    connection.RunAll($"DROP {type} \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
                }
            }

            connection.Run("DELETE FROM _cf_KV");
        }
        catch (Exception error) when (HasLostTransaction)
        {
            throw Lost(error);
        }
    }

    private static DurableObjectPage Page(ObjectStatement read, int limit)
    {
        List<KeyValuePair<string, byte[]>> entries = [];
        long bytes = 0;
        while (entries.Count < limit)
        {
            if (!read.Step())
            {
                return new DurableObjectPage(entries, IsLast: true);
            }

            byte[] value = read.Bytes(1).ToArray();
            entries.Add(new(read.Text(0), value));
            bytes += value.Length + read.Bytes(0).Length;
            if (bytes >= PageOfListing)
            {
                return new DurableObjectPage(entries, IsLast: entries.Count == limit || !read.Step());
            }
        }

        return new DurableObjectPage(entries, IsLast: true);
    }

    private static (string Sql, List<byte[]> Bounds) Query(DurableObjectListing listing)
    {
        var sql = new StringBuilder("SELECT key, value FROM _cf_KV WHERE true");
        List<byte[]> bounds = [];
        Bound(">=", listing.Start);
        Bound(">", listing.StartAfter);
        Bound("<", listing.End);
        if (listing.Prefix.Length > 0)
        {
            byte[] prefix = Encoding.UTF8.GetBytes(listing.Prefix);
            Add(">=", prefix);
            // No byte of UTF-8 is 0xff, so the next higher one is always there.
            Add("<", [.. prefix[..^1], (byte)(prefix[^1] + 1)]);
        }

        sql.Append(" ORDER BY key").Append(listing.Reverse ? " DESC" : "");
        return (sql.ToString(), bounds);

        void Bound(string comparison, string? key)
        {
            if (key is not null)
            {
                Add(comparison, Encoding.UTF8.GetBytes(key));
            }
        }

        void Add(string comparison, byte[] key)
        {
            bounds.Add(key);
            sql.Append(CultureInfo.InvariantCulture, $" AND key {comparison} ?{bounds.Count}");
        }
    }

    private string? FindOfScript(string type)
    {
        ObjectStatement read = Connection().Own(
            $"SELECT name FROM sqlite_schema WHERE type = ?1 AND name NOT IN ({ObjectSchema.Names}) AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC");
        try
        {
            return read.BindText(1, Encoding.UTF8.GetBytes(type)).Step() ? read.Text(0) : null;
        }
        finally
        {
            read.Reset();
        }
    }
}
