namespace EdgeIsolates.Storage.Tests.Sqlite;

public sealed class SqliteScheduleStoreTests : ScheduleStoreConformance
{
    private readonly SqliteFile _file = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddSqliteStores(_file.Path);
}
