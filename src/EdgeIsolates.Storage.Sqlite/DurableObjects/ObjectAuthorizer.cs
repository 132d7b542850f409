using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>
/// What statements of scripts may do: everything within the object's own tables. Not: other files, transactions (the host makes them), settings of the connection, tables of ours
/// (<c>_cf_…</c>), modules that reach outside of the tables.
/// </summary>
internal static class ObjectAuthorizer
{
    /// <summary>Says whether a statement may be prepared; SQLite asks for each thing that it would do.</summary>
    public static bool Allows(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_ATTACH or raw.SQLITE_DETACH or raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT => false,
        raw.SQLITE_CREATE_TEMP_INDEX or raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_VIEW => false,
        raw.SQLITE_PRAGMA => TenantSql.IsReadingPragma(first) || TenantSql.IsChangingPragma(first),
        raw.SQLITE_FUNCTION => TenantSql.IsFunction(second),
        raw.SQLITE_CREATE_VTABLE => !IsOurs(first) && TenantSql.IsModule(second),
        raw.SQLITE_ALTER_TABLE => !IsOurs(second),
        raw.SQLITE_CREATE_INDEX or raw.SQLITE_DROP_INDEX or raw.SQLITE_CREATE_TRIGGER or raw.SQLITE_DROP_TRIGGER => !IsOurs(first) && !IsOurs(second),
        _ => !IsOurs(first),
    };

    private static bool IsOurs(string? table) =>
        TenantSql.IsInternal(table) || table?.StartsWith("_cf_", StringComparison.OrdinalIgnoreCase) == true;
}
