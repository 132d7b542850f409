using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>Asks the disk to keep what was written; blocks until it has. Tests put faults here.</summary>
internal interface IFileSync
{
    /// <summary>Sees to it that a file's content outlives the machine.</summary>
    /// <exception cref="IOException">It is not known whether it does.</exception>
    void SyncFile(SafeFileHandle file);

    /// <summary>Sees to it that the names in a folder do.</summary>
    /// <exception cref="IOException">It is not known whether they do.</exception>
    void SyncFolder(string path);
}
