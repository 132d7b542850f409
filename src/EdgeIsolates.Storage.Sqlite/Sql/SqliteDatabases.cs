using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>The databases in a folder: one file for each id, made when it is first used.</summary>
internal sealed partial class SqliteDatabases : ISqlDatabases, IDisposable
{
    private readonly ConcurrentDictionary<string, SqliteUserDatabase> _databases = new(StringComparer.Ordinal);
    private readonly SqliteDatabasesOptions _options;
    private readonly TimeProvider _time;
    private readonly Lazy<string> _folder;
    private readonly ITimer _closing;

    public SqliteDatabases(SqliteDatabasesOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _folder = new Lazy<string>(() => Directory.CreateDirectory(options.Folder).FullName, LazyThreadSafetyMode.PublicationOnly);
        _closing = time.CreateTimer(_ => CloseIdle(), null, options.IdleTime, options.IdleTime);
    }

    public bool TakesAnyId => true;

    public string? Check(string id) => Id().IsMatch(id)
        ? null
        : $"'{id}' is no id of a database; it takes lower-case letters, digits, hyphens and underscores, at most 64, and begins with a letter or a digit.";

    public ISqlDatabase? Find(string id) => Check(id) is null
        ? _databases.GetOrAdd(id, name => new SqliteUserDatabase(Path.Combine(_folder.Value, $"{name}.sqlite"), _options, _time))
        : null;

    public void Dispose()
    {
        _closing.Dispose();
        foreach (SqliteUserDatabase database in _databases.Values)
        {
            database.Dispose();
        }
    }

    private void CloseIdle()
    {
        foreach (SqliteUserDatabase database in _databases.Values)
        {
            database.CloseIdle(_options.IdleTime);
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Id();
}
