using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>What SQL of tenants may reach, whether in databases or in Durable Objects: the part of the rules that both have.</summary>
/// <remarks>
/// https://www.sqlite.org/security.html. A statement must not be able to take a gigabyte in one step, because only between steps is it asked whether its time is over: hence
/// the limits, with room for values of 2 MB.
/// </remarks>
internal static class TenantSql
{
    private static readonly (int Limit, int Value)[] Limits =
    [
        (raw.SQLITE_LIMIT_LENGTH, 2_200_000),
        (raw.SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (raw.SQLITE_LIMIT_COLUMN, 100),
        (raw.SQLITE_LIMIT_EXPR_DEPTH, 100),
        (raw.SQLITE_LIMIT_COMPOUND_SELECT, 50),
        (raw.SQLITE_LIMIT_VDBE_OP, 25_000),
        (raw.SQLITE_LIMIT_FUNCTION_ARG, 127),
        (raw.SQLITE_LIMIT_ATTACHED, 0),
        (raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        (raw.SQLITE_LIMIT_VARIABLE_NUMBER, 100),
        (raw.SQLITE_LIMIT_TRIGGER_DEPTH, 10),
        (raw.SQLITE_LIMIT_WORKER_THREADS, 0),
    ];

    private static readonly HashSet<string> ReadingPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "data_version", "foreign_key_check", "foreign_key_list", "function_list", "index_info", "index_list", "index_xinfo", "optimize",
        "quick_check", "table_info", "table_list", "table_xinfo",
    };

    private static readonly HashSet<string> ChangingPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "case_sensitive_like", "defer_foreign_keys", "foreign_keys", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers",
        "reverse_unordered_selects",
    };

    private static readonly HashSet<string> VirtualTables = new(StringComparer.OrdinalIgnoreCase) { "fts5", "fts5vocab" };

    // Tables that are there without being made, and show more than a database's own rows.
    private static readonly HashSet<string> Internals = new(StringComparer.OrdinalIgnoreCase) { "bytecode", "dbstat", "sqlite_dbpage", "sqlite_stmt", "tables_used" };

    private static readonly HashSet<string> ForbiddenFunctions = new(StringComparer.OrdinalIgnoreCase) { "fts3_tokenizer", "load_extension", "sqlite_log" };

    /// <summary>Lowers the limits of a connection, and puts SQLite's defensive mode in force.</summary>
    public static void Confine(sqlite3 connection)
    {
        foreach ((int limit, int value) in Limits)
        {
            _ = raw.sqlite3_limit(connection, limit, value);
        }

        _ = raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        _ = raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);
        _ = raw.sqlite3_enable_load_extension(connection, 0);
    }

    /// <summary>Whether a pragma only tells something.</summary>
    public static bool IsReadingPragma(string? pragma) => pragma is not null && ReadingPragmas.Contains(pragma);

    /// <summary>Whether a pragma sets something that its connection keeps, and harms nobody else by it.</summary>
    public static bool IsChangingPragma(string? pragma) => pragma is not null && ChangingPragmas.Contains(pragma);

    /// <summary>Whether tables may be made by a module.</summary>
    public static bool IsModule(string? module) => module is not null && VirtualTables.Contains(module);

    /// <summary>Whether a table is SQLite's own.</summary>
    public static bool IsInternal(string? table) => table is not null && Internals.Contains(table);

    /// <summary>Whether a function may be called.</summary>
    public static bool IsFunction(string? function) => function is null || !ForbiddenFunctions.Contains(function);
}
