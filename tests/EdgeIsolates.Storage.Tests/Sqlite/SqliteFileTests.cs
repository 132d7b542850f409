using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Tests.Sqlite;

/// <summary>What the stores say when the file cannot be used, and how the file is set up.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly SqliteFile _file = new();
    private readonly List<ServiceProvider> _nodes = [];

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        _file.Dispose();
    }

    [Fact]
    public async Task Initialize_FolderIsMissing_SaysSo()
    {
        string path = Path.Combine(Path.GetDirectoryName(_file.Path)!, "missing", "edge.db");

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => Open(path).InitializeAsync(default));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("folder must exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_FileIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 10_000));

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => Open(_file.Path).InitializeAsync(default));

        Assert.Contains("is no SQLite database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_FileOfANewerVersion_SaysSo()
    {
        _file.Scalar("PRAGMA user_version = 99");

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => Open(_file.Path).InitializeAsync(default));

        Assert.Contains("schema 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryWrite_AnotherProcessHoldsTheLock_SaysSoAndWorksAfterwards()
    {
        IFunctionStore store = Open(_file.Path, options => options.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await store.InitializeAsync(default);
        using (SqliteConnection other = _file.Open())
        using (other.BeginTransaction(deferred: false))
        {
            StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.TryWriteAsync(Samples.Record("f"), default));

            Assert.Contains("is locked for longer than 0.05 s", error.Message, StringComparison.Ordinal);
            Assert.Null(await store.FindAsync("f", default));
        }

        Assert.True(await store.TryWriteAsync(Samples.Record("f"), default));
    }

    [Fact]
    public async Task Initialize_NewFile_IsSetUpForCrashes()
    {
        await Open(_file.Path).InitializeAsync(default);

        Assert.Equal("wal", _file.Scalar("PRAGMA journal_mode"));
        Assert.NotEqual(0L, _file.Scalar("PRAGMA user_version"));
        Assert.Equal(
            0L,
            _file.Scalar("SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' AND NOT strict"));
    }

    private IFunctionStore Open(string path, Action<Storage.Sqlite.SqliteStoreOptions>? configure = null)
    {
        StoreBuilder builder = new();
        builder.AddSqliteStores(options =>
        {
            options.Path = path;
            configure?.Invoke(options);
        });
        ServiceProvider node = builder.Services.BuildServiceProvider();
        _nodes.Add(node);
        return node.GetRequiredService<IFunctionStore>();
    }
}
