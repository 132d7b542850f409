using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>
/// What statements of scripts may do: everything within the object's own tables. Not: other files, transactions (the host makes them), settings of the connection, tables of ours
/// (<c>_cf_…</c>), modules that reach outside of the tables.
/// </summary>
internal static class ObjectAuthorizer
{
    private static readonly HashSet<string> Pragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "case_sensitive_like", "data_version", "defer_foreign_keys", "foreign_key_check", "foreign_key_list", "function_list", "ignore_check_constraints",
        "index_info", "index_list", "index_xinfo", "legacy_alter_table", "quick_check", "recursive_triggers", "reverse_unordered_selects",
        "table_info", "table_list", "table_xinfo",
    };

    private static readonly HashSet<string> Internals = new(StringComparer.OrdinalIgnoreCase) { "dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode", "tables_used" };

    private static readonly HashSet<string> Modules = new(StringComparer.OrdinalIgnoreCase) { "fts5", "fts5vocab" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase) { "load_extension", "fts3_tokenizer", "sqlite_log" };

    /// <summary>Says whether a statement may be prepared; SQLite asks for each thing that it would do.</summary>
    public static bool Allows(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_ATTACH or raw.SQLITE_DETACH or raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT => false,
        raw.SQLITE_CREATE_TEMP_INDEX or raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_VIEW => false,
        raw.SQLITE_PRAGMA => first is not null && Pragmas.Contains(first),
        raw.SQLITE_FUNCTION => second is null || !Functions.Contains(second),
        raw.SQLITE_CREATE_VTABLE => !IsOurs(first) && second is not null && Modules.Contains(second),
        raw.SQLITE_ALTER_TABLE => !IsOurs(second),
        raw.SQLITE_CREATE_INDEX or raw.SQLITE_DROP_INDEX or raw.SQLITE_CREATE_TRIGGER or raw.SQLITE_DROP_TRIGGER => !IsOurs(first) && !IsOurs(second),
        _ => !IsOurs(first),
    };

    private static bool IsOurs(string? table) =>
        table is not null && (table.StartsWith("_cf_", StringComparison.OrdinalIgnoreCase) || Internals.Contains(table));
}
