using EdgeIsolates.Storage.Sqlite;
using EdgeIsolates.Storage.Sqlite.DurableObjects;

namespace EdgeIsolates.Storage.Tests.Sqlite.DurableObjects;

public sealed class SqliteDurableObjectStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("edge-objects-").FullName;

    [Fact]
    public async Task ReadFirstAsync_AfterReopen_GivesAlarmsByTheirTime()
    {
        using (SqliteDurableObjectStore store = await OpenAsync())
        {
            await store.Alarms.SetAsync(Address('a'), At(30), default);
            await store.Alarms.SetAsync(Address('b'), At(10), default);
            await store.Alarms.SetAsync(Address('c'), At(20), default);
            await store.Alarms.SetAsync(Address('a'), At(5), default);
            await store.Alarms.SetAsync(Address('c'), null, default);
        }

        using SqliteDurableObjectStore again = await OpenAsync();
        Assert.Equal(
            [new DurableObjectAlarm(Address('a'), At(5)), new DurableObjectAlarm(Address('b'), At(10))],
            await again.Alarms.ReadFirstAsync(10, default));
        Assert.Single(await again.Alarms.ReadFirstAsync(1, default));
    }

    [Fact]
    public async Task PostponeAsync_AfterReopen_IsKeptUntilTheAlarmIsSetAnew()
    {
        DurableObjectAlarm failed = new(Address('a'), At(10)) { RingAt = At(40), Failures = 3 };
        using (SqliteDurableObjectStore store = await OpenAsync())
        {
            await store.Alarms.SetAsync(Address('a'), At(10), default);
            await store.Alarms.SetAsync(Address('b'), At(30), default);
            await store.Alarms.PostponeAsync(failed, default);
            await store.Alarms.PostponeAsync(new DurableObjectAlarm(Address('b'), At(29)) { RingAt = At(99) }, default);
            await store.Alarms.PostponeAsync(new DurableObjectAlarm(Address('c'), At(10)), default);
        }

        using SqliteDurableObjectStore again = await OpenAsync();
        Assert.Equal([new DurableObjectAlarm(Address('b'), At(30)), failed], await again.Alarms.ReadFirstAsync(10, default));
        await again.Alarms.SetAsync(Address('a'), At(10), default);
        Assert.Equal(new DurableObjectAlarm(Address('a'), At(10)), (await again.Alarms.ReadFirstAsync(10, default))[0]);
    }

    [Fact]
    public async Task ReadFirstAsync_OfAFileThatKnowsNoFailures_GivesItsAlarms()
    {
        using (ObjectConnection old = ObjectConnection.Open(Path.Combine(_root, "alarms.db")))
        {
            old.RunAll(
                """
                CREATE TABLE alarms (namespace TEXT NOT NULL, id TEXT NOT NULL, due_ms INTEGER NOT NULL, PRIMARY KEY (namespace, id)) STRICT, WITHOUT ROWID;
                CREATE INDEX alarms_by_time ON alarms (due_ms);
                INSERT INTO alarms VALUES ('n/C', 'a', 5000);
                """);
        }

        using SqliteDurableObjectStore store = await OpenAsync();
        Assert.Equal(new DurableObjectAlarm(new DurableObjectAddress("n/C", "a"), At(5)), Assert.Single(await store.Alarms.ReadFirstAsync(10, default)));
    }

    [Fact]
    public async Task DeleteNamespaceAsync_WithOtherNamespaces_LeavesThose()
    {
        using SqliteDurableObjectStore store = await OpenAsync();
        DurableObjectAddress other = Address('a') with { Namespace = "intake/Other" };
        foreach (DurableObjectAddress address in (DurableObjectAddress[])[Address('a'), other])
        {
            await store.Alarms.SetAsync(address, At(1), default);
            using IDurableObjectStorage storage = store.Open(address, 1);
            storage.Put("a", [1]);
            storage.Commit();
        }

        await store.DeleteNamespaceAsync("intake/Counter", default);
        await store.DeleteNamespaceAsync("intake/Unknown", default);
        using IDurableObjectStorage gone = store.Open(Address('a'), 1);
        using IDurableObjectStorage kept = store.Open(other, 1);
        Assert.Null(gone.Get("a"));
        Assert.NotNull(kept.Get("a"));
        Assert.Equal(other, Assert.Single(await store.Alarms.ReadFirstAsync(10, default)).Address);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Open_OfWhatIsNoId_IsMisuse(string id)
    {
        using SqliteDurableObjectStore store = await OpenAsync();
        Assert.Throws<ArgumentException>(() => store.Open(new DurableObjectAddress("n/C", id), 1));
    }

    [Fact]
    public void Open_OfANamespaceWithDots_StaysInTheFolder()
    {
        var folders = new ObjectFolders(_root, new FileSync());
        Assert.StartsWith(_root + "/", folders.PathOf(new DurableObjectAddress("../../x", new string('0', 64))), StringComparison.Ordinal);
        Assert.DoesNotContain("/../", folders.PathOf(new DurableObjectAddress("../../x", new string('0', 64))), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static DurableObjectAddress Address(char digit) => new("intake/Counter", new string(digit, 64));

    private static DateTimeOffset At(int seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private async Task<SqliteDurableObjectStore> OpenAsync()
    {
        var store = new SqliteDurableObjectStore(Microsoft.Extensions.Options.Options.Create(new SqliteDurableObjectOptions { Directory = _root }), new FileSync());
        await store.InitializeAsync(default);
        return store;
    }
}
