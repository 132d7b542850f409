using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// A file, shared by the stores that keep their tables in it: opens connections, runs reads and writes, and says in one sentence why it cannot.
/// </summary>
/// <remarks>
/// SQLite has one writer at a time, and its calls block the thread.
/// <list type="bullet">
/// <item>Writers of this process take turns at a semaphore, so that they do not poll the file's lock against each other; only other processes are
/// waited for by SQLite's busy handler.</item>
/// <item>A write takes the lock before it reads (<c>BEGIN IMMEDIATE</c>): what it compares cannot change under it, and it never fails half-way
/// because it could not upgrade a read lock.</item>
/// <item>Commits are on the disk when they return (<c>synchronous=FULL</c>, WAL): neither <c>kill -9</c> nor a power cut loses or halves one.</item>
/// <item>Work runs on the thread pool, not on the caller: that one may hold an isolate.</item>
/// </list>
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1);
    private readonly SemaphoreSlim _initializing = new(1);
    private readonly SqliteSchema _schema;
    private readonly TimeSpan _busyTimeout;
    private readonly string _path;
    private readonly string _connectionString;
    private bool _ready;

    public SqliteDatabase(string path, SqliteSchema schema, TimeSpan busyTimeout)
    {
        _schema = schema;
        _busyTimeout = busyTimeout;
        _path = Path.GetFullPath(path);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(busyTimeout.TotalSeconds)),
        }.ToString();
    }

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _initializing.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await ReadAsync(static connection => connection.Execute("PRAGMA journal_mode = WAL"), cancellationToken);
                await WriteAsync(Migrate, cancellationToken);
                _ready = true;
            }
        }
        finally
        {
            _initializing.Release();
        }

        bool Migrate(SqliteConnection connection)
        {
            _schema.Migrate(connection);
            return true;
        }
    }

    /// <summary>Runs something outside of any transaction.</summary>
    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken) =>
        Task.Run(() => Use(read), cancellationToken);

    /// <summary>
    /// Runs something in a transaction of its own: all or none; none when it is canceled.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Use(InTransaction), cancellationToken);
        }
        finally
        {
            _writer.Release();
        }

        T InTransaction(SqliteConnection connection)
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            T result = write(connection);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _writer.Dispose();
        _initializing.Dispose();
    }

    private T Use<T>(Func<SqliteConnection, T> use)
    {
        try
        {
            using var connection = new SqliteConnection(_connectionString);
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {(int)_busyTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL");
            return use(connection);
        }
        catch (SqliteException error) when (SqliteErrors.IsOfFile(error))
        {
            throw SqliteErrors.Unavailable(error, _path, _busyTimeout);
        }
    }
}
