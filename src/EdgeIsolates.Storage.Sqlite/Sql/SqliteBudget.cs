using SQLitePCL;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>What one call may still take: time, rows and bytes. Used by one thread.</summary>
internal sealed class SqliteBudget(SqliteDatabasesOptions options, TimeProvider time, CancellationToken cancellationToken)
{
    /// <summary>After how many instructions of SQLite's machine it is asked for: some 50 µs.</summary>
    private const int Instructions = 4000;

    private readonly long _start = time.GetTimestamp();
    private int _rows;
    private long _bytes;

    /// <summary>Whether the statement has to end now.</summary>
    public bool IsOver => cancellationToken.IsCancellationRequested || time.GetElapsedTime(_start) > options.CallTimeout;

    /// <summary>Why SQLite was interrupted.</summary>
    public Exception Interruption() => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException(cancellationToken)
        : new SqlStatementException($"the call ran for longer than {options.CallTimeout.TotalSeconds:0.###} s: SQLITE_INTERRUPT");

    /// <summary>Lets SQLite ask for this budget.</summary>
    public void Watch(sqlite3 connection) => raw.sqlite3_progress_handler(connection, Instructions, _ => IsOver ? 1 : 0, null);

    /// <summary>Ends <see cref="Watch"/>.</summary>
    public static void Unwatch(sqlite3 connection) => raw.sqlite3_progress_handler(connection, 0, null, null);

    /// <summary>Counts a row of a result.</summary>
    public void CountRow()
    {
        if (++_rows > options.MaxResultRows)
        {
            throw new SqlStatementException($"the results have more than {options.MaxResultRows} rows; use LIMIT: SQLITE_TOOBIG");
        }
    }

    /// <summary>Counts a value of a result, before it is copied.</summary>
    public void CountBytes(int bytes)
    {
        _bytes += bytes + sizeof(long);
        if (_bytes > options.MaxResultBytes)
        {
            throw new SqlStatementException($"the results have more than {options.MaxResultBytes} bytes; use LIMIT: SQLITE_TOOBIG");
        }
    }
}
