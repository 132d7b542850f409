namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>The databases of the host that functions may use, by the ids that the host gave them.</summary>
internal sealed class PostgreSqlUserDatabases : ISqlDatabases, IAsyncDisposable
{
    private readonly Dictionary<string, PostgreSqlUserDatabase> _databases;

    public PostgreSqlUserDatabases(IEnumerable<PostgreSqlUserDatabaseEntry> entries) =>
        _databases = entries.ToDictionary(static entry => entry.Id, static entry => entry.Create(), StringComparer.Ordinal);

    public bool TakesAnyId => false;

    public string? Check(string id) => _databases.ContainsKey(id) ? null : $"the host has no PostgreSQL database '{id}'.";

    public ISqlDatabase? Find(string id) => _databases.GetValueOrDefault(id);

    public async ValueTask DisposeAsync()
    {
        foreach (PostgreSqlUserDatabase database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }
}
