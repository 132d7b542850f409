using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>One guarded connection to a tenant's database. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int PageSize = 4096;

    private readonly SqliteDatabasesOptions _options;
    private readonly TimeProvider _time;
    private readonly SqliteConnection _connection;
    private readonly SqliteGuard _guard;

    private SqliteSession(SqliteConnection connection, SqliteDatabasesOptions options, TimeProvider time)
    {
        _connection = connection;
        _options = options;
        _time = time;
        Handle = connection.Handle!;
        _guard = SqliteGuard.Set(Handle);
    }

    public sqlite3 Handle { get; }

    /// <summary>Whether the next user would notice the last one.</summary>
    public bool IsSpoiled => _guard.IsChanged || raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Opens the file; makes it when it is not there.</summary>
    public static SqliteSession Open(string path, SqliteDatabasesOptions options, TimeProvider time, bool writes)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true }.ToString());
        try
        {
            connection.Open();
            connection.Execute(
                $"PRAGMA busy_timeout = {(int)options.CallTimeout.TotalMilliseconds}; PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL; "
                + $"PRAGMA synchronous = FULL; PRAGMA max_page_count = {options.MaxDatabaseBytes / PageSize}; PRAGMA query_only = {!writes}");
            return new SqliteSession(connection, options, time);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Compiles a statement when it only reads and is sound as things are.</summary>
    /// <returns><see langword="null"/> when the writer must look at it.</returns>
    public sqlite3_stmt? TryPrepareRead(SqlStatement statement)
    {
        _guard.Forgive();
        int code = raw.sqlite3_prepare_v2(Handle, Encoding.UTF8.GetBytes(statement.Text), out sqlite3_stmt? prepared, out ReadOnlySpan<byte> tail);
        if (code == raw.SQLITE_OK && prepared is { IsInvalid: false } && IsBlank(tail) && raw.sqlite3_stmt_readonly(prepared) != 0)
        {
            return prepared;
        }

        prepared?.Dispose();
        return null;
    }

    /// <summary>Compiles the one statement of a text.</summary>
    public sqlite3_stmt Prepare(string text, SqliteBudget budget)
    {
        sqlite3_stmt prepared = Prepare(Encoding.UTF8.GetBytes(text), budget, out ReadOnlySpan<byte> tail)
            ?? throw new SqlStatementException("No SQL statements detected.");
        if (IsBlank(tail))
        {
            return prepared;
        }

        prepared.Dispose();
        throw new SqlStatementException("A prepared SQL statement must contain only one statement: SQLITE_ERROR");
    }

    /// <summary>Compiles the first statement of a text; <see langword="null"/> when there is none left.</summary>
    public sqlite3_stmt? Prepare(ReadOnlySpan<byte> text, SqliteBudget budget, out ReadOnlySpan<byte> tail)
    {
        _guard.Forgive();
        if (text.IsEmpty)
        {
            tail = default;
            return null;
        }

        Check(raw.sqlite3_prepare_v2(Handle, text, out sqlite3_stmt? prepared, out tail), budget);
        if (prepared is { IsInvalid: false })
        {
            return prepared;
        }

        prepared?.Dispose();
        return null;
    }

    /// <summary>Whether the text is one statement that can be compiled.</summary>
    public bool IsSound(ReadOnlySpan<byte> text)
    {
        _guard.Forgive();
        int code = raw.sqlite3_prepare_v2(Handle, text, out sqlite3_stmt? prepared, out ReadOnlySpan<byte> tail);
        prepared?.Dispose();
        return code == raw.SQLITE_OK && IsBlank(tail);
    }

    /// <summary>Runs a statement to its end and reads its rows.</summary>
    public SqlResult Run(sqlite3_stmt statement, IReadOnlyList<SqlValue> parameters, SqliteBudget budget)
    {
        long start = _time.GetTimestamp();
        int before = raw.sqlite3_total_changes(Handle);
        Bind(statement, parameters, budget);
        SqliteRows rows = new(statement, budget);
        for (int code = raw.sqlite3_step(statement); code != raw.SQLITE_DONE; code = raw.sqlite3_step(statement))
        {
            if (code != raw.SQLITE_ROW)
            {
                Check(code, budget);
            }

            rows.Add();
        }

        int written = raw.sqlite3_total_changes(Handle) - before;
        return new SqlResult
        {
            Columns = rows.Columns,
            Rows = rows.Rows,
            ChangedDatabase = raw.sqlite3_stmt_readonly(statement) == 0,
            Changes = written == 0 ? 0 : raw.sqlite3_changes(Handle),
            LastRowId = raw.sqlite3_last_insert_rowid(Handle),
            RowsRead = Math.Max(rows.Rows.Count, raw.sqlite3_stmt_status(statement, raw.SQLITE_STMTSTATUS_FULLSCAN_STEP, 0)),
            RowsWritten = written,
            Duration = _time.GetElapsedTime(start),
            SizeAfter = 0,
        };
    }

    /// <summary>The size that the database has for this connection, in bytes.</summary>
    public long Size() => _guard.Trust(() => Convert.ToInt64(_connection.Scalar("PRAGMA page_count"), null) * PageSize);

    /// <summary>Runs something in a transaction of its own: all or none.</summary>
    public T InTransaction<T>(string begin, SqliteBudget budget, Func<T> run)
    {
        Execute(begin, budget);
        try
        {
            T result = run();
            Execute("COMMIT", budget);
            return result;
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(Handle) == 0)
            {
                SqliteBudget.Unwatch(Handle);
                _guard.Trust(() => raw.sqlite3_exec(Handle, "ROLLBACK"));
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private static bool IsBlank(ReadOnlySpan<byte> tail) => tail.Trim(" \t\r\n;"u8).IsEmpty;

    private void Execute(string sql, SqliteBudget budget) => Check(_guard.Trust(() => raw.sqlite3_exec(Handle, sql)), budget);

    private void Bind(sqlite3_stmt statement, IReadOnlyList<SqlValue> parameters, SqliteBudget budget)
    {
        int wanted = raw.sqlite3_bind_parameter_count(statement);
        if (wanted != parameters.Count)
        {
            throw new SqlStatementException(
                $"Wrong number of parameter bindings for SQL query: it has {wanted}, {parameters.Count} were bound: SQLITE_RANGE");
        }

        for (int i = 0; i < wanted; i++)
        {
            Check(Bind(statement, i + 1, parameters[i]), budget);
        }
    }

    private static int Bind(sqlite3_stmt statement, int index, SqlValue value) => value.Kind switch
    {
        SqlValueKind.Boolean => raw.sqlite3_bind_int64(statement, index, value.AsBoolean() ? 1 : 0),
        SqlValueKind.Integer => raw.sqlite3_bind_int64(statement, index, value.AsInteger()),
        SqlValueKind.Real => raw.sqlite3_bind_double(statement, index, value.AsReal()),
        SqlValueKind.Text => raw.sqlite3_bind_text(statement, index, value.AsText()),
        SqlValueKind.Blob => raw.sqlite3_bind_blob(statement, index, value.AsBlob()),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    private void Check(int code, SqliteBudget budget)
    {
        if (code == raw.SQLITE_OK)
        {
            return;
        }

        int primary = code & 0xff;
        string message = raw.sqlite3_errmsg(Handle).utf8_to_string();
        throw primary switch
        {
            raw.SQLITE_INTERRUPT => budget.Interruption(),
            raw.SQLITE_AUTH when _guard.Denial is { } denial => new SqlStatementException($"not authorized: {denial}: SQLITE_AUTH"),
            raw.SQLITE_FULL => new SqlStatementException($"the database, which may have {_options.MaxDatabaseBytes} bytes, or its disk is full: SQLITE_FULL"),
            _ when SqliteErrors.IsOfFile(primary) => new SqliteException(message, primary, code),
            _ => new SqlStatementException($"{message}: {SqliteErrors.NameOf(primary)}"),
        };
    }
}
