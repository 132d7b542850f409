using EdgeIsolates.Storage.Sqlite.DurableObjects;
using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Storage.Tests.Sqlite.DurableObjects;

/// <summary>Objects in a temporary folder, with a disk that fails on demand.</summary>
internal sealed class ObjectFolder : IDisposable, IFileSync
{
    public static readonly DurableObjectAddress Address = new("intake/Counter", new string('a', 64));

    private readonly string _root = Directory.CreateTempSubdirectory("edge-objects-").FullName;
    private readonly FileSync _disk = new();

    public bool IsBroken { get; set; }

    public int FileSyncs { get; private set; }

    public string Path => new ObjectFolders(_root, this).PathOf(Address);

    public SqliteObjectStorage Open(long epoch = 1, long mostBytes = 1 << 24) => new(Path, epoch, mostBytes, new ObjectFolders(_root, this), this);

    public void SyncFile(SafeFileHandle file)
    {
        FileSyncs++;
        if (IsBroken)
        {
            throw new IOException("The disk is gone.");
        }

        _disk.SyncFile(file);
    }

    public void SyncFolder(string path) => _disk.SyncFolder(path);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
