using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps the SQL of tenants inside its own tables of its own file.</summary>
/// <remarks>
/// SQLite asks the authorizer about each action of a statement while it is compiled. Denied is what reaches other files (<c>ATTACH</c>, thereby
/// <c>VACUUM</c>, extensions), what stays on the connection for its next user (temporary tables, most pragmas) and what is ours
/// (transactions). <see cref="Trust{T}"/> lets our own statements through. Beside the authorizer stand SQLite's defensive mode and lowered limits:
/// a statement must not be able to take a gigabyte in one step, because only between steps is it asked whether its time is over.
/// </remarks>
internal sealed class SqliteGuard
{
    // https://www.sqlite.org/security.html, with room for values of 2 MB.
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

    // They change the connection: see IsChanged.
    private static readonly HashSet<string> ChangingPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "case_sensitive_like", "defer_foreign_keys", "foreign_keys", "ignore_check_constraints", "legacy_alter_table", "recursive_triggers",
        "reverse_unordered_selects",
    };

    private static readonly HashSet<string> VirtualTables = new(StringComparer.OrdinalIgnoreCase) { "fts5", "fts5vocab" };

    // Tables that are there without being made, and show more than a database's own rows.
    private static readonly HashSet<string> Internals = new(StringComparer.OrdinalIgnoreCase) { "bytecode", "dbstat", "sqlite_dbpage", "sqlite_stmt", "tables_used" };

    private static readonly HashSet<string> ForbiddenFunctions = new(StringComparer.OrdinalIgnoreCase) { "fts3_tokenizer", "load_extension" };

    private bool _trusts;

    /// <summary>Whether a statement has set something that its connection keeps: nobody else may get that connection.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>What was denied last, as a sentence's beginning; <see langword="null"/> when nothing was.</summary>
    public string? Denial { get; private set; }

    /// <summary>Guards a connection, from now on.</summary>
    public static SqliteGuard Set(sqlite3 connection)
    {
        SqliteGuard guard = new();
        foreach ((int limit, int value) in Limits)
        {
            raw.sqlite3_limit(connection, limit, value);
        }

        raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_db_config(connection, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);
        raw.sqlite3_enable_load_extension(connection, 0);
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
                return VirtualTables.Contains(second.utf8_to_string()) ? null : $"virtual tables of '{second.utf8_to_string()}' are not allowed";
            case raw.SQLITE_FUNCTION:
                return ForbiddenFunctions.Contains(second.utf8_to_string()) ? $"the function {second.utf8_to_string()} is not allowed" : null;
            case raw.SQLITE_READ or raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE:
                return Internals.Contains(first.utf8_to_string()) ? $"{first.utf8_to_string()} is not allowed" : null;
            case raw.SQLITE_PRAGMA:
                return WhyNotPragma(first.utf8_to_string());
            default:
                return null;
        }
    }

    private string? WhyNotPragma(string pragma)
    {
        if (ChangingPragmas.Contains(pragma))
        {
            IsChanged = true;
            return null;
        }

        return ReadingPragmas.Contains(pragma) ? null : $"PRAGMA {pragma} is not allowed";
    }
}
