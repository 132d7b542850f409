using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>What SQLite refuses the statements of scripts, whatever they ask: Cloudflare's limits for objects on SQLite.</summary>
internal static class ObjectLimits
{
    /// <summary>A key with its value, or a row; bytes.</summary>
    public const int RowBytes = 2 * 1024 * 1024;

    private const int RowOverhead = 16 * 1024;

    private static readonly (int Limit, int Value)[] All =
    [
        (raw.SQLITE_LIMIT_LENGTH, RowBytes + RowOverhead),
        (raw.SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (raw.SQLITE_LIMIT_COLUMN, 100),
        (raw.SQLITE_LIMIT_EXPR_DEPTH, 100),
        (raw.SQLITE_LIMIT_COMPOUND_SELECT, 100),
        (raw.SQLITE_LIMIT_VDBE_OP, 25_000),
        (raw.SQLITE_LIMIT_FUNCTION_ARG, 32),
        (raw.SQLITE_LIMIT_ATTACHED, 0),
        (raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        (raw.SQLITE_LIMIT_VARIABLE_NUMBER, 100),
        (raw.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
        (raw.SQLITE_LIMIT_WORKER_THREADS, 0),
    ];

    public static void Apply(sqlite3 connection)
    {
        foreach ((int limit, int value) in All)
        {
            _ = raw.sqlite3_limit(connection, limit, value);
        }
    }
}
