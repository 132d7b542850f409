using System.IO.Pipelines;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>The files with the bytes of objects and parts, by their versions; see <see cref="FileBuckets"/>.</summary>
internal sealed class BodyFiles(string folder)
{
    public const string Bodies = "bodies";
    public const string Pending = "pending";

    private const int BufferBytes = 64 * 1024;

    /// <summary>Writes the pieces to a file of its own and brings it to the disk.</summary>
    /// <returns>The version that the file is called by.</returns>
    public async Task<string> WriteAsync(Func<FileStream, Task> write)
    {
        string version = Guid.NewGuid().ToString("N");
        string pending = Path.Combine(folder, Pending, version);
        try
        {
            await using (FileStream file = new(pending, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, FileOptions.Asynchronous))
            {
                await write(file);
                await file.FlushAsync();
                await Task.Run(() => file.Flush(flushToDisk: true));
            }

            string path = PathOf(version);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(pending, path);
            return version;
        }
        catch
        {
            File.Delete(pending);
            throw;
        }
    }

    /// <summary>Opens a file for reading from an offset; <see langword="null"/> when it has gone.</summary>
    public FileStream? TryOpen(string version, long offset)
    {
        try
        {
            FileStream file = new(PathOf(version), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous);
            file.Position = offset;
            return file;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The next bytes of a file.</summary>
    public static PipeReader Read(FileStream file, long length) =>
        PipeReader.Create(new BoundedStream(file, length), new StreamPipeReaderOptions(bufferSize: BufferBytes));

    public void Delete(string version) => File.Delete(PathOf(version));

    // Versions are ours alone: 32 digits.
    private string PathOf(string version) => Path.Combine(folder, Bodies, version[..2], version);
}
