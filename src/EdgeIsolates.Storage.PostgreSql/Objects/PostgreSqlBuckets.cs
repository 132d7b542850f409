using System.Text.RegularExpressions;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Buckets in PostgreSQL: rows say what there is, and the bytes are rows too, in chunks.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Chunks belong to a version, which nobody else writes. They are written one by one, so that no connection and no transaction waits for a slow
/// sender, and read likewise.</item>
/// <item>An object is one row that names a version; it changes in one transaction, under a lock of its key. So readers see one version, whole.</item>
/// <item>A version that no row names yet, or any more, is in <c>garbage</c> with the time after which its chunks go: a day for what is being written, an hour
/// for what may still be read. What a killed node leaves goes so too.</item>
/// </list>
/// </remarks>
internal sealed partial class PostgreSqlBuckets : IObjectBuckets, IAsyncDisposable
{
    private readonly PostgreSqlBucketsOptions _options;
    private readonly TimeProvider _time;
    private readonly PostgreSqlDatabase _database;

    public PostgreSqlBuckets(PostgreSqlBucketsOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _database = new PostgreSqlDatabase(options.ConnectionString, options.Schema, PostgreSqlObjectRows.Migrations(options.Schema));
        Garbage = new PostgreSqlGarbage(_database, options, time);
    }

    public bool TakesAnyName => true;

    /// <summary>What waits to be deleted.</summary>
    public PostgreSqlGarbage Garbage { get; }

    public string? Check(string name) => Name().IsMatch(name)
        ? null
        : $"'{name}' is no name of a bucket; it takes lower-case letters, digits and hyphens, from 3 to 63, and begins and ends with a letter or a digit.";

    public IObjectBucket? Find(string name) => Check(name) is null
        ? new PostgreSqlBucket(new PostgreSqlObjectRows(_database, name), new PostgreSqlChunks(_database), Garbage, _options.MaxObjectBytes, _time)
        : null;

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
