namespace EdgeIsolates.Storage.Tests.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlKeyValueStoreTests(PostgreSqlFixture fixture) : KeyValueStoreConformance
{
    private readonly string _schema = fixture.NewSchema();

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.AddPostgreSqlStores(options =>
    {
        options.ConnectionString = fixture.Server.ConnectionString;
        options.Schema = _schema;
    });
}
