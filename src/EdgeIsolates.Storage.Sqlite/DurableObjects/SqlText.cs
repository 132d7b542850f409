namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>As much of SQL's grammar as tells where statements end.</summary>
internal static class SqlText
{
    /// <summary>Skips white space, comments and empty statements.</summary>
    public static ReadOnlySpan<byte> SkipSpace(ReadOnlySpan<byte> sql)
    {
        while (true)
        {
            sql = sql.TrimStart(" \t\r\n\f;"u8);
            if (sql.StartsWith("--"u8))
            {
                sql = After(sql, "\n"u8, 2);
            }
            else if (sql.StartsWith("/*"u8))
            {
                sql = After(sql, "*/"u8, 2);
            }
            else
            {
                return sql;
            }
        }
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> sql, ReadOnlySpan<byte> end, int from)
    {
        int place = sql[from..].IndexOf(end);
        return place < 0 ? [] : sql[(from + place + end.Length)..];
    }
}
