namespace EdgeIsolates.Bindings.Sql;

/// <summary>SQL databases in the shape of Cloudflare's D1: <c>{ "type": "d1", "id": "orders" }</c>.</summary>
internal sealed class SqlBindingProvider(HostDatabases databases) : IBindingProvider
{
    public string Type => "d1";

    public IReadOnlyCollection<string> SettingNames => ["id"];

    public IEnumerable<string> Check(string name, FunctionBinding binding)
    {
        if (binding.GetText("id") is not { } id)
        {
            yield return "a binding of type d1 has an id, the name of its database.";
        }
        else if (databases.Check(id) is { } fault)
        {
            yield return fault;
        }
    }

    public IBinding Open(BindingContext context)
    {
        string id = context.Binding.GetText("id") ?? "";
        return databases.Find(id) is { } database ? new SqlBinding(database) : new MissingDatabase(id);
    }
}
