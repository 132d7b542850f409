using System.Globalization;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

// One object = one SQLite file, open while the object lives.
//
// 1. The object's file is locked as long as it is open: a second process cannot open it, nor a second storage of this one. The only other connection is the checkpointer's.
// 2. The first write after a commit opens a transaction, which goes on until `Commit`. It begins by comparing epochs: one that is higher than ours means that another owner has
//    written since, and nothing of ours may follow.
// 3. Commits sync nothing; `ObjectFlusher` does, off this thread, and `ObjectCheckpointer` moves what they wrote into the database.
// 4. A WAL that is there when the file is opened was left by a process that died or by a flush that failed. What it holds may be read from now on, so it is made durable first, by
//    moving it into the database.
// 5. When SQLite gives up a transaction by itself (a full disk, a statement broken off half-way), writes are lost that the object believes in: the storage says so and is of no use then.
internal sealed partial class SqliteObjectStorage : IDurableObjectStorage
{
    private const long PageBytes = 4096;
    private const int MostCursors = 64;

    private readonly string _path;
    private readonly long _epoch;
    private readonly long _mostBytes;
    private readonly ObjectFlusher _flusher;
    private readonly ObjectCheckpointer _checkpointer;
    private readonly LinkedList<ObjectCursor> _cursors = new();
    private ObjectConnection? _connection;
    private bool _isInTransaction;
    private bool _isOver;
    private long _pagesWritten;

    public SqliteObjectStorage(string path, long epoch, long mostBytes, ObjectFolders folders, IFileSync sync)
    {
        _path = path;
        _epoch = epoch;
        _mostBytes = mostBytes;
        _flusher = new ObjectFlusher(path, folders, sync);
        _checkpointer = new ObjectCheckpointer(path);
    }

    public TimeSpan StatementTime { get; set; } = TimeSpan.FromSeconds(10);

    public bool HasWrites { get; private set; }

    public int Depth { get; private set; }

    public DateTimeOffset? Alarm
    {
        get
        {
            ObjectStatement read = Connection().Own("SELECT due_ms FROM _cf_alarm");
            try
            {
                return read.Step() ? DateTimeOffset.FromUnixTimeMilliseconds(read.Int64(0)) : null;
            }
            finally
            {
                read.Reset();
            }
        }

        set
        {
            if (value is { } due)
            {
                Write(Connection().Own("INSERT INTO _cf_alarm (id, due_ms) VALUES (1, ?1) ON CONFLICT DO UPDATE SET due_ms = ?1").Bind(1, due.ToUnixTimeMilliseconds()));
            }
            else
            {
                Write(Connection().Own("DELETE FROM _cf_alarm"));
            }
        }
    }

    public long SizeBytes => Number("PRAGMA page_count") * PageBytes;

    public void Begin()
    {
        if (Depth == 0)
        {
            Commit();
        }

        BeginWrites();
        Connection().Run($"SAVEPOINT s{(Depth + 1).ToString(CultureInfo.InvariantCulture)}");
        Depth++;
    }

    public void End(bool isKept)
    {
        if (Depth == 0)
        {
            throw new InvalidOperationException("No transaction is open.");
        }

        string name = $"s{Depth.ToString(CultureInfo.InvariantCulture)}";
        if (!isKept)
        {
            Connection().Run($"ROLLBACK TO {name}");
        }

        Connection().Run($"RELEASE {name}");
        Depth--;
    }

    public void Commit()
    {
        if (Depth > 0 || !_isInTransaction)
        {
            return;
        }

        ObjectConnection connection = Connection();
        connection.Run("COMMIT");
        _isInTransaction = HasWrites = false;
        Volatile.Write(ref _pagesWritten, connection.PagesWritten);
    }

    public async Task FlushAsync()
    {
        long written = Volatile.Read(ref _pagesWritten);
        await _flusher.FlushAsync();
        _checkpointer.BeginIfDue(written);
    }

    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        while (_cursors.First is { } cursor)
        {
            cursor.Value.TakeAway();
        }

        _checkpointer.Dispose();
        _connection?.Dispose();
        _flusher.Dispose();
    }

    /// <summary>Opens the transaction that writes go into.</summary>
    private void BeginWrites()
    {
        if (_isInTransaction)
        {
            return;
        }

        ObjectConnection connection = Connection();
        connection.Run("BEGIN IMMEDIATE");
        long known = Number("SELECT epoch FROM _cf_owner");
        if (known > _epoch)
        {
            connection.Run("ROLLBACK");
            throw new DurableObjectSupersededException($"The object '{_path}' belongs to an owner of epoch {known}; a write of epoch {_epoch} is refused.");
        }

        if (known < _epoch)
        {
            connection.Own("UPDATE _cf_owner SET epoch = ?1").Bind(1, _epoch).Run();
        }

        _isInTransaction = true;
    }

    private void Write(ObjectStatement statement)
    {
        try
        {
            BeginWrites();
            HasWrites = true;
            statement.Run();
        }
        catch (Exception error) when (HasLostTransaction)
        {
            throw Lost(error);
        }
    }

    private bool HasLostTransaction => _isInTransaction && _connection!.IsAutocommit;

    private StoreUnavailableException Lost(Exception error) =>
        new($"The object '{_path}' has lost the writes since its last commit, because SQLite ended the transaction ({error.Message})", error);

    private long Number(string sql)
    {
        ObjectStatement read = Connection().Own(sql);
        try
        {
            return read.Step() ? read.Int64(0) : 0;
        }
        finally
        {
            read.Reset();
        }
    }

    private ObjectConnection Connection()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        return _connection ??= Open();
    }

    private ObjectConnection Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _flusher.Lock();
        bool hasLog = new FileInfo($"{_path}-wal") is { Exists: true, Length: > 0 };
        ObjectConnection connection = ObjectConnection.Open(_path);
        try
        {
            // A new file becomes durable with the first flush.
            connection.RunAll("PRAGMA busy_timeout = 5000; PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            if (hasLog)
            {
                connection.RunAll("PRAGMA wal_checkpoint(TRUNCATE)");
            }

            connection.RunAll(
                $"""
                PRAGMA wal_autocheckpoint = {ObjectCheckpointer.MostPages.ToString(CultureInfo.InvariantCulture)};
                PRAGMA cache_size = -1024;
                PRAGMA foreign_keys = ON;
                PRAGMA trusted_schema = OFF;
                PRAGMA max_page_count = {(_mostBytes / PageBytes).ToString(CultureInfo.InvariantCulture)};
                """);
            ObjectSchema.Migrate(connection);
            connection.Guard();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
