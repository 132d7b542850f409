using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryKeyValueStoreTests : KeyValueStoreConformance
{
    private const int MaxBytes = 64_000_000;

    private readonly InMemoryKeyValueStore _store;

    public InMemoryKeyValueStoreTests()
    {
        _store = new InMemoryKeyValueStore(Time, MaxBytes);
    }

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IKeyValueStore>(_store);

    [Fact]
    public async Task Put_LargeValuesInALoop_AreRefusedAtTheLimitUntilSomeAreDeleted()
    {
        byte[] value = new byte[20_000_000];
        for (int number = 0; number < 3; number++)
        {
            await PutAsync($"{number}");
        }

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync("3"));

        Assert.Contains("is full", error.Message, StringComparison.Ordinal);
        Assert.Null(await _store.GetAsync("n", "3", End));
        await PutAsync("2");
        await _store.DeleteAsync("n", "0", End);
        await PutAsync("3");

        Task PutAsync(string key) => _store.PutAsync("n", new KeyValueEntry { Key = key, Value = value }, End);
    }

    [Fact]
    public async Task Put_TinyEntriesInALoop_AreCountedTooAndFreedWhenTheyExpire()
    {
        var store = new InMemoryKeyValueStore(Time, 100_000);
        int count = 0;
        while (await Xunit.Record.ExceptionAsync(() => PutAsync($"{count}")) is null)
        {
            count++;
        }

        Assert.InRange(count, 100, 400);
        Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(count, await store.RemoveExpiredAsync(int.MaxValue, End));
        await PutAsync("again");

        Task PutAsync(string key) =>
            store.PutAsync("n", new KeyValueEntry { Key = key, Value = default, ExpiresAt = Time.GetUtcNow().AddMinutes(1) }, End);
    }
}
