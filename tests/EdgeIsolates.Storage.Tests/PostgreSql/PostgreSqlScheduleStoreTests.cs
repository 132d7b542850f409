namespace EdgeIsolates.Storage.Tests.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlScheduleStoreTests(PostgreSqlFixture fixture) : ScheduleStoreConformance
{
    private readonly string _schema = fixture.NewSchema();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddPostgreSqlStores(options =>
    {
        options.ConnectionString = fixture.Server.ConnectionString;
        options.Schema = _schema;
    });
}
