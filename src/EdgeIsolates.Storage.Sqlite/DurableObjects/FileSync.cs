using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>The real <c>fsync</c>. .NET opens no folders, hence the calls of the C library.</summary>
internal sealed partial class FileSync : IFileSync
{
    private const string Library = "libc";
    private const int OpenFolder = 0x10000 | 0x80000; // O_DIRECTORY | O_CLOEXEC; to read

    public void SyncFile(SafeFileHandle file)
    {
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            Check(Sync((int)file.DangerousGetHandle()), "a file");
        }
        finally
        {
            if (isHeld)
            {
                file.DangerousRelease();
            }
        }
    }

    public void SyncFolder(string path)
    {
        int folder = Open(path, OpenFolder);
        Check(folder, path);
        try
        {
            Check(Sync(folder), path);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            var error = new Win32Exception(Marshal.GetLastPInvokeError());
            throw new IOException($"Cannot sync {what}: {error.Message}", error);
        }
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
