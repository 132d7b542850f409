using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps the SQL of tenants inside its own tables of its own file.</summary>
/// <remarks>
/// SQLite asks the authorizer about each action of a statement while it is compiled. Denied is what reaches other files (<c>ATTACH</c>, thereby
/// <c>VACUUM</c>, extensions), what stays on the connection for its next user (temporary tables, most pragmas) and what is ours
/// (transactions). <see cref="Trust{T}"/> lets our own statements through. Beside the authorizer stand SQLite's defensive mode and lowered limits:
/// see <see cref="TenantSql"/>.
/// </remarks>
internal sealed class SqliteGuard
{
    private bool _trusts;

    /// <summary>Whether a statement has set something that its connection keeps: nobody else may get that connection.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>What was denied last, as a sentence's beginning; <see langword="null"/> when nothing was.</summary>
    public string? Denial { get; private set; }

    /// <summary>Guards a connection, from now on.</summary>
    public static SqliteGuard Set(sqlite3 connection)
    {
        SqliteGuard guard = new();
        TenantSql.Confine(connection);
        raw.sqlite3_set_authorizer(connection, guard.Authorize, null);
        return guard;
    }

    /// <summary>Runs something of ours.</summary>
    public T Trust<T>(Func<T> run)
    {
        _trusts = true;
        try
        {
            return run();
        }
        finally
        {
            _trusts = false;
        }
    }

    /// <summary>Forgets what was denied.</summary>
    public void Forgive() => Denial = null;

    private int Authorize(object data, int action, utf8z first, utf8z second, utf8z database, utf8z inner)
    {
        if (_trusts)
        {
            return raw.SQLITE_OK;
        }

        string? denial = WhyNot(action, first, second);
        Denial ??= denial;
        return denial is null ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    private string? WhyNot(int action, utf8z first, utf8z second)
    {
        switch (action)
        {
            case raw.SQLITE_ATTACH or raw.SQLITE_DETACH:
                return "a database reaches no other one, and VACUUM is the host's";
            case raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT:
                return "transactions are not begun by statements; send the statements together, as a batch";
            case raw.SQLITE_CREATE_TEMP_INDEX or raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_VIEW
                or raw.SQLITE_DROP_TEMP_INDEX or raw.SQLITE_DROP_TEMP_TABLE or raw.SQLITE_DROP_TEMP_TRIGGER or raw.SQLITE_DROP_TEMP_VIEW:
                return "there are no temporary tables, indexes, triggers or views";
            case raw.SQLITE_CREATE_VTABLE or raw.SQLITE_DROP_VTABLE:
                return TenantSql.IsModule(second.utf8_to_string()) ? null : $"virtual tables of '{second.utf8_to_string()}' are not allowed";
            case raw.SQLITE_FUNCTION:
                return TenantSql.IsFunction(second.utf8_to_string()) ? null : $"the function {second.utf8_to_string()} is not allowed";
            case raw.SQLITE_READ or raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE:
                return TenantSql.IsInternal(first.utf8_to_string()) ? $"{first.utf8_to_string()} is not allowed" : null;
            case raw.SQLITE_PRAGMA:
                return WhyNotPragma(first.utf8_to_string());
            default:
                return null;
        }
    }

    private string? WhyNotPragma(string pragma)
    {
        if (TenantSql.IsChangingPragma(pragma))
        {
            IsChanged = true;
            return null;
        }

        return TenantSql.IsReadingPragma(pragma) ? null : $"PRAGMA {pragma} is not allowed";
    }
}
