using EdgeIsolates.Bindings.KeyValue;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.KeyValue;

public sealed class KeyValueCacheTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly FakeTime _time = new();
    private int _reads;

    [Fact]
    public async Task Get_ManyAtOnce_ReadOnce()
    {
        var cache = new KeyValueCache(10_000, _time);
        TaskCompletionSource<KeyValueEntry?> read = new();

        Task<KeyValueEntry?>[] gets = [.. Enumerable.Range(0, 5).Select(_ => cache.GetAsync("n", "k", Minute, () => Count(read.Task)))];
        read.SetResult(Entry("k", 1));

        Assert.All(await Task.WhenAll(gets), entry => Assert.Equal("k", entry!.Key));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task Drop_WhileItIsRead_TheReadIsNotKept()
    {
        var cache = new KeyValueCache(10_000, _time);
        TaskCompletionSource<KeyValueEntry?> old = new();
        Task<KeyValueEntry?> before = cache.GetAsync("n", "k", Minute, () => Count(old.Task));

        cache.Drop("n", "k");
        KeyValueEntry? after = await cache.GetAsync("n", "k", Minute, () => Count(Task.FromResult<KeyValueEntry?>(Entry("k", 2))));
        old.SetResult(Entry("k", 1));

        Assert.Equal((1, 2), ((await before)!.Value.Length, after!.Value.Length));
        Assert.Equal(2, (await GetAsync(cache, "k", 3))!.Value.Length);
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task Get_OlderThanAsked_IsReadAgain()
    {
        var cache = new KeyValueCache(10_000, _time);
        await GetAsync(cache, "k", 1);
        _time.Advance(Minute - TimeSpan.FromSeconds(1));
        await GetAsync(cache, "k", 2);
        Assert.Equal(1, _reads);

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await GetAsync(cache, "k", 2))!.Value.Length);
    }

    [Fact]
    public async Task Get_OverTheBudget_DropsWhatWasNotAskedForLongest()
    {
        var cache = new KeyValueCache(2_000, _time);
        await GetAsync(cache, "a", 600);
        await GetAsync(cache, "b", 600);
        await GetAsync(cache, "a", 600);
        await GetAsync(cache, "c", 600);
        Assert.Equal(3, _reads);

        await GetAsync(cache, "a", 600);
        await GetAsync(cache, "c", 600);
        Assert.Equal(3, _reads);
        await GetAsync(cache, "b", 600);

        Assert.Equal(4, _reads);
        Assert.InRange(cache.Bytes, 1, 2_000);
    }

    [Fact]
    public async Task Get_LargerThanTheBudget_IsNotKeptAndDropsNothing()
    {
        var cache = new KeyValueCache(2_000, _time);
        await GetAsync(cache, "a", 600);

        await GetAsync(cache, "huge", 5_000);
        await GetAsync(cache, "huge", 5_000);
        await GetAsync(cache, "a", 600);

        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task Get_ReadFails_EachCallerIsToldAndTheNextReadsAgain()
    {
        var cache = new KeyValueCache(2_000, _time);
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            cache.GetAsync("n", "k", Minute, () => Task.FromException<KeyValueEntry?>(new StoreUnavailableException("away"))));

        Assert.NotNull(await GetAsync(cache, "k", 1));
    }

    [Fact]
    public async Task Get_AbsentKey_IsKnownToBeAbsent()
    {
        var cache = new KeyValueCache(2_000, _time);
        Assert.Null(await cache.GetAsync("n", "k", Minute, () => Count(Task.FromResult<KeyValueEntry?>(null))));
        Assert.Null(await GetAsync(cache, "k", 1));
        Assert.Equal(1, _reads);
    }

    private static KeyValueEntry Entry(string key, int length) => new() { Key = key, Value = new byte[length] };

    private Task<KeyValueEntry?> GetAsync(KeyValueCache cache, string key, int length) =>
        cache.GetAsync("n", key, Minute, () => Count(Task.FromResult<KeyValueEntry?>(Entry(key, length))));

    private Task<KeyValueEntry?> Count(Task<KeyValueEntry?> read)
    {
        _reads++;
        return read;
    }
}
