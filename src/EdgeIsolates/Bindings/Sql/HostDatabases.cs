namespace EdgeIsolates.Bindings.Sql;

/// <summary>All the databases that a host has, whoever keeps them: those known by name first. Safe for use from any thread.</summary>
internal sealed class HostDatabases(IEnumerable<ISqlDatabases> databases)
{
    private readonly ISqlDatabases[] _databases = [.. databases.OrderBy(static all => all.TakesAnyId)];

    /// <summary>What is wrong with an id; <see langword="null"/> when there is a database of it.</summary>
    public string? Check(string id)
    {
        if (_databases.Length == 0)
        {
            return "this host has no SQL databases; it can have them by AddSqliteDatabases or AddPostgreSqlDatabase.";
        }

        return _databases.All(all => all.Check(id) is not null) ? _databases[^1].Check(id) : null;
    }

    /// <summary>The database of an id, if there is one.</summary>
    public ISqlDatabase? Find(string id) => _databases.Select(all => all.Find(id)).FirstOrDefault(static found => found is not null);
}
