namespace EdgeIsolates.Bindings.Sql;

/// <summary>SQL databases in the shape of Cloudflare's D1: <c>{ "type": "d1", "id": "orders" }</c>.</summary>
internal sealed class SqlBindingProvider(IEnumerable<ISqlDatabases> databases) : IBindingProvider
{
    private readonly ISqlDatabases[] _databases = [.. databases.OrderBy(static all => all.TakesAnyId)];

    public string Type => "d1";

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (binding.GetText("id") is not { } id)
        {
            yield return "a binding of type d1 has an id, the name of its database.";
        }
        else if (_databases.Length == 0)
        {
            yield return "this host has no SQL databases; it can have them by AddSqliteDatabases or AddPostgreSqlDatabase.";
        }
        else if (_databases.All(all => all.Check(id) is not null))
        {
            yield return _databases[^1].Check(id)!;
        }
    }

    public IBinding Open(BindingContext context)
    {
        string id = context.Binding.GetText("id") ?? "";
        return _databases.Select(all => all.Find(id)).FirstOrDefault(static found => found is not null) is { } database
            ? new SqlBinding(database)
            : new MissingDatabase(id);
    }
}
