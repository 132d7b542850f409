using System.Text;
using EdgeIsolates.Isolates;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>
/// SQLite without ADO.NET: an object's statements run on its isolate's thread, in microseconds, and those of scripts are under rules that ours are not.
/// </summary>
internal sealed class ObjectConnection : IDisposable
{
    /// <summary>Steps of SQLite's virtual machine between two looks at the clock.</summary>
    private const int StepsPerLook = 1000;

    private readonly sqlite3 _connection;
    private readonly string _path;
    private readonly Dictionary<string, ObjectStatement> _own = [];
    private bool _isScripts;
    private long _pagesWritten;
    private TimeSpan _allowance;
    private TimeSpan? _deadline;
    private bool _isLate;

    private ObjectConnection(sqlite3 connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    /// <summary>Whether SQLite is in no transaction; after a failure this may be SQLite's doing.</summary>
    public bool IsAutocommit => raw.sqlite3_get_autocommit(_connection) != 0;

    public long TotalChanges => raw.sqlite3_total_changes(_connection);

    /// <summary>Pages that this connection has written; in WAL mode, to the WAL.</summary>
    public long PagesWritten
    {
        get
        {
            _ = raw.sqlite3_db_status(_connection, raw.SQLITE_DBSTATUS_CACHE_WRITE, out int pages, out _, 1);
            return _pagesWritten += pages;
        }
    }

    public static ObjectConnection Open(string path)
    {
        Batteries_V2.Init();
        int result = raw.sqlite3_open_v2(path, out sqlite3 handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        var connection = new ObjectConnection(handle, path);
        if (result != raw.SQLITE_OK)
        {
            Exception failure = connection.Failure(isScripts: false);
            handle.Dispose();
            throw failure;
        }

        return connection;
    }

    /// <summary>Statements of scripts may use so much CPU time of their thread from now on, then they are broken off. The clock is asked from the first look on: most statements never come to it.</summary>
    public void Allow(TimeSpan cpuTime)
    {
        _allowance = cpuTime;
        _deadline = null;
        _isLate = false;
    }

    /// <summary>Puts the rules for scripts in force, once our own set-up is done.</summary>
    public void Guard()
    {
        TenantSql.Confine(_connection);
        _ = raw.sqlite3_set_authorizer(
            _connection,
            (_, action, first, second, _, _) => !_isScripts || ObjectAuthorizer.Allows(action, first.utf8_to_string(), second.utf8_to_string()) ? raw.SQLITE_OK : raw.SQLITE_DENY,
            null);
        raw.sqlite3_progress_handler(_connection, StepsPerLook, _ => IsLate() ? 1 : 0, null);
    }

    /// <summary>A statement of ours, reset, prepared once.</summary>
    public ObjectStatement Own(string sql)
    {
        if (!_own.TryGetValue(sql, out ObjectStatement? statement))
        {
            statement = Prepare(Encoding.UTF8.GetBytes(sql), isScripts: false, out _)!;
            _own.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs a statement of ours that has neither parameters nor rows of interest.</summary>
    public void Run(string sql) => Own(sql).Run();

    /// <summary>Runs statements of ours that are run once.</summary>
    public void RunAll(string sql)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(sql);
        while (!rest.IsEmpty)
        {
            using ObjectStatement? statement = Prepare(rest, isScripts: false, out rest);
            statement?.Run();
        }
    }

    /// <summary>Prepares the first of the statements; <see langword="null"/> when there is only space and comment.</summary>
    public ObjectStatement? Prepare(ReadOnlySpan<byte> sql, bool isScripts, out ReadOnlySpan<byte> rest)
    {
        _isScripts = isScripts;
        try
        {
            int result = raw.sqlite3_prepare_v2(_connection, sql, out sqlite3_stmt statement, out rest);
            if (result != raw.SQLITE_OK)
            {
                throw Failure(isScripts);
            }

            return statement.IsInvalid ? null : new ObjectStatement(this, statement, isScripts);
        }
        finally
        {
            _isScripts = false;
        }
    }

    /// <summary>Steps a statement; SQLite may prepare it again, and asks the authorizer then.</summary>
    public int Step(sqlite3_stmt statement, bool isScripts)
    {
        _isScripts = isScripts;
        try
        {
            return raw.sqlite3_step(statement);
        }
        finally
        {
            _isScripts = false;
        }
    }

    /// <summary>What the last call reported: the author's mistake, or a fault of the file.</summary>
    public Exception Failure(bool isScripts)
    {
        int code = raw.sqlite3_extended_errcode(_connection);
        string message = raw.sqlite3_errmsg(_connection).utf8_to_string();
        var error = new SqliteException(message, code & 0xff, code);
        if (isScripts && _isLate)
        {
            return new DurableObjectStorageException("The statement took too long and was broken off.", error);
        }

        if (error.SqliteErrorCode == raw.SQLITE_FULL)
        {
            return new DurableObjectStorageException("The object's storage is full, or the disk is.", error);
        }

        if (SqliteErrors.IsOfFile(error))
        {
            return SqliteErrors.Unavailable(error, _path, TimeSpan.Zero);
        }

        return isScripts ? new DurableObjectStorageException($"{message}: {Name(error.SqliteErrorCode)}", error) : error;
    }

    public void Dispose()
    {
        foreach (ObjectStatement statement in _own.Values)
        {
            statement.Dispose();
        }

        _own.Clear();
        _connection.Dispose();
    }

    private static string Name(int code) => code switch
    {
        raw.SQLITE_CONSTRAINT => "SQLITE_CONSTRAINT",
        raw.SQLITE_TOOBIG => "SQLITE_TOOBIG",
        raw.SQLITE_MISMATCH => "SQLITE_MISMATCH",
        raw.SQLITE_AUTH => "SQLITE_AUTH",
        raw.SQLITE_RANGE => "SQLITE_RANGE",
        _ => "SQLITE_ERROR",
    };

    private bool IsLate()
    {
        if (_isScripts && !_isLate)
        {
            TimeSpan used = ThreadCpu.Used;
            _isLate = used >= (_deadline ??= used + _allowance);
        }

        return _isScripts && _isLate;
    }
}
