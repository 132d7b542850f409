namespace EdgeIsolates.Storage.Tests.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlUploadTests(PostgreSqlFixture fixture) : ObjectUploadConformance
{
    private readonly string _schema = fixture.NewSchema();

    /// <summary>More than a chunk has.</summary>
    protected override int PartBytes => 300_000;

    protected override void AddStores(IEdgeIsolatesBuilder builder) => fixture.AddBuckets(builder, _schema, MaxBytes);
}
