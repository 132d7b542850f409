using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>The buckets in a folder: <c>index.sqlite</c> says what there is, and <c>bodies/</c> has the bytes, a file for each version of an object.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>No file has a name that a function chose: keys are rows of the index, and files are called by random versions. There is no path to escape from.</item>
/// <item>An object is what the index says, and a row of it changes in one transaction. Bytes are written to <c>pending/</c>, flushed to the disk and moved
/// to <c>bodies/</c> before the row names them, and the old ones go after. So readers see one version, whole, whatever is killed when.</item>
/// <item>What a killed process leaves in <c>pending/</c> is swept after a day; a kill between the move and the row leaves a file that nobody names.</item>
/// </list>
/// </remarks>
internal sealed partial class FileBuckets : IObjectBuckets, IDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PendingLifetime = TimeSpan.FromDays(1);

    private readonly FileBucketsOptions _options;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly SqliteDatabase _index;
    private readonly Lock _preparing = new();
    private Task? _prepared;

    public FileBuckets(FileBucketsOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _folder = Path.GetFullPath(options.Folder);
        _index = new SqliteDatabase(Path.Combine(_folder, "index.sqlite"), new SqliteSchema(ObjectIndex.Migrations), BusyTimeout);
    }

    public bool TakesAnyName => true;

    public string? Check(string name) => Name().IsMatch(name)
        ? null
        : $"'{name}' is no name of a bucket; it takes lower-case letters, digits and hyphens, from 3 to 63, and begins and ends with a letter or a digit.";

    public IObjectBucket? Find(string name) => Check(name) is null
        ? new FileBucket(new ObjectIndex(_index, name, ReadyAsync), new BodyFiles(_folder), _options, _time)
        : null;

    public void Dispose() => _index.Dispose();

    /// <summary>Prepared once; tried again after a failure.</summary>
    private Task ReadyAsync()
    {
        lock (_preparing)
        {
            return _prepared = _prepared is null or { IsFaulted: true } ? Task.Run(PrepareAsync) : _prepared;
        }
    }

    private async Task PrepareAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, BodyFiles.Bodies));
        DirectoryInfo pending = Directory.CreateDirectory(Path.Combine(_folder, BodyFiles.Pending));
        await _index.InitializeAsync(CancellationToken.None);
        DateTimeOffset now = _time.GetUtcNow();
        foreach (FileInfo left in pending.EnumerateFiles().Where(file => now.UtcDateTime - file.LastWriteTimeUtc > PendingLifetime))
        {
            left.Delete();
        }

        BodyFiles files = new(_folder);
        foreach (string version in await ObjectIndex.DropUploadsAsync(_index, now - _options.UploadLifetime))
        {
            files.Delete(version);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
