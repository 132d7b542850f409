using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

// Moves what the WAL holds into the database, off the object's thread.
//
// 1. A checkpoint copies up to a thousand pages and waits for the disk twice: milliseconds in which the isolate would do nothing else. Here another connection does it, in SQLite's passive way,
//    which neither waits for the object's transactions nor makes them wait.
// 2. The WAL begins anew when a write finds that all of it has been moved. An object that never stops writing gives no such moment; then SQLite makes the checkpoint on the object's thread, once
//    in MostPages.
// 3. One that fails loses nothing, for the WAL stays as it is: the next one does it again, and whether the disk keeps the WAL is the flusher's business.
internal sealed class ObjectCheckpointer(string path) : IDisposable
{
    /// <summary>Pages that SQLite lets the WAL have.</summary>
    public const int MostPages = 4000;

    private const int PagesBetween = 1000;

    private readonly Lock _gate = new();
    private long _lastAt;
    private bool _isOver;

    /// <summary>Begins a checkpoint if it is time. One caller at a time.</summary>
    /// <param name="written">How many pages were written to the WAL since the object was opened.</param>
    public void BeginIfDue(long written)
    {
        if (written - _lastAt >= PagesBetween)
        {
            _lastAt = written;
            _ = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, ObjectFlusher.Disk);
        }
    }

    /// <summary>Waits for the one that runs.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }
    }

    private void Run()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            try
            {
                using ObjectConnection connection = ObjectConnection.Open(path);
                connection.RunAll("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (Exception error) when (error is SqliteException or StoreUnavailableException or DurableObjectStorageException)
            {
                // See 3.
            }
        }
    }
}
