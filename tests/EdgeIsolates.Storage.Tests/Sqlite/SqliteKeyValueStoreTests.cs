namespace EdgeIsolates.Storage.Tests.Sqlite;

public sealed class SqliteKeyValueStoreTests : KeyValueStoreConformance
{
    private readonly SqliteFile _file = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.AddSqliteStores(_file.Path);

    [Fact]
    public async Task Initialize_NewFile_LiesBesideTheFunctions()
    {
        await OpenAsync();

        Assert.True(File.Exists(Path.ChangeExtension(_file.Path, ".kv.db")));
        Assert.False(File.Exists(_file.Path));
    }
}
