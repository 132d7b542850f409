namespace EdgeIsolates.Storage.Tests.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlQueueStoreTests(PostgreSqlFixture fixture) : QueueStoreConformance
{
    private readonly string _schema = fixture.NewSchema();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddPostgreSqlStores(options =>
    {
        options.ConnectionString = fixture.Server.ConnectionString;
        options.Schema = _schema;
    });
}
