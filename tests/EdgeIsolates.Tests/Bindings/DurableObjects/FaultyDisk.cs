using EdgeIsolates.Storage.Sqlite.DurableObjects;
using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>A disk that is as slow as told, and fails when told.</summary>
internal sealed class FaultyDisk : IFileSync
{
    private volatile ManualResetEventSlim? _held;
    private int _syncs;

    public bool IsBroken { get; set; }

    public int Syncs => Volatile.Read(ref _syncs);

    public void Hold() => _held = new ManualResetEventSlim();

    public void LetGo() => _held?.Set();

    public void SyncFile(SafeFileHandle file)
    {
        Interlocked.Increment(ref _syncs);
        _held?.Wait();
        if (IsBroken)
        {
            throw new IOException("The disk is gone.");
        }
    }

    public void SyncFolder(string path)
    {
    }
}
