using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

// Makes an object's commits durable, off its thread.
//
// 1. A commit in WAL mode with `synchronous=NORMAL` only writes to the `-wal` file, which the kernel has then: it survives the process. `fsync` of that file, here, makes it survive
//    the machine. One covers every commit before it.
// 2. The names of new files are durable only when their folder was synced, and SQLite throws a WAL away beside an empty database: so the first flush syncs database, WAL and
//    folders. The WAL is a new file each time that the object is opened.
// 3. The handles are kept as long as the connection: POSIX drops a process's locks on a file with the first of its handles that is closed.
// 4. The handle of the database has a lock (`flock`, which SQLite's own locks do not see): no second process, and no second storage of this one, can open the object.
internal sealed class ObjectFlusher(string path, ObjectFolders folders, IFileSync sync) : IDisposable
{
    /// <summary>Where the disk is waited for. Flushes and checkpoints of all objects that run at the same time; disks gain little from more, and each keeps a thread.</summary>
    private const int AtOnce = 8;

    /// <summary>What .NET says of a file that another handle has locked: Linux's EWOULDBLOCK.</summary>
    private const int WouldBlock = 11;

    public static TaskScheduler Disk { get; } = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, AtOnce).ConcurrentScheduler;

    private readonly Lock _gate = new();
    private SafeFileHandle? _database;
    private SafeFileHandle? _log;
    private bool _isOver;

    /// <summary>Makes the file if it is not there, and keeps everybody else from opening the object.</summary>
    /// <exception cref="DurableObjectHeldException">Somebody else has it open.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened.</exception>
    public void Lock()
    {
        try
        {
            _database ??= File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.None);
        }
        catch (IOException error) when (error.HResult == WouldBlock)
        {
            throw new DurableObjectHeldException("another process has the Durable Object open; the call may be tried again when that process has put the object away or has stopped", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The object '{path}' cannot be opened ({error.Message})", error);
        }
    }

    public Task FlushAsync() => Task.Factory.StartNew(Flush, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Disk);

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _log?.Dispose();
            _database?.Dispose();
        }
    }

    private void Flush()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            try
            {
                if (_log is null)
                {
                    FlushFirst();
                }
                else
                {
                    sync.SyncFile(_log);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StoreUnavailableException(
                    $"What was written to the object '{path}' may not be on the disk; look at the disk and at the system's log ({error.Message})",
                    error);
            }
        }
    }

    private void FlushFirst()
    {
        SafeFileHandle log = File.OpenHandle($"{path}-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            sync.SyncFile(_database!);
            sync.SyncFile(log);
            folders.Sync(path);
            _log = log;
        }
        finally
        {
            if (_log is null)
            {
                log.Dispose();
            }
        }
    }
}
