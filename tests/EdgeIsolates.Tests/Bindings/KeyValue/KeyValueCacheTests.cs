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

    [Fact]
    public async Task GetMany_SomeAreThere_ReadsTheOthersInOneGo()
    {
        var cache = new KeyValueCache(10_000, _time);
        await GetAsync(cache, "a", 1);

        Assert.Equal([("a", 1), ("b", 2)], await GetManyAsync(cache, ["a", "b", "none"], "b", "none"));
        Assert.Equal([("a", 1), ("b", 2)], await GetManyAsync(cache, ["none", "b", "a"]));
        Assert.Equal(2, (await GetAsync(cache, "b", 9))!.Value.Length);
        Assert.Null(await GetAsync(cache, "none", 9));
        _time.Advance(Minute);
        Assert.Equal([("a", 2), ("b", 2)], await GetManyAsync(cache, ["a", "b"], "a", "b"));
        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task GetMany_OneIsBeingRead_WaitsForIt()
    {
        var cache = new KeyValueCache(10_000, _time);
        TaskCompletionSource<KeyValueEntry?> read = new();
        Task<KeyValueEntry?> single = cache.GetAsync("n", "a", Minute, () => Count(read.Task));

        Task<IEnumerable<(string, int)>> bulk = GetManyAsync(cache, ["a", "b"], "b");
        read.SetResult(Entry("a", 7));

        Assert.Equal([("a", 7), ("b", 2)], await bulk);
        Assert.NotNull(await single);
    }

    [Fact]
    public async Task GetMany_WrittenWhileItReads_IsNotKept()
    {
        var cache = new KeyValueCache(10_000, _time);
        TaskCompletionSource<IReadOnlyList<KeyValueEntry>?> old = new();
        Task<IReadOnlyList<KeyValueEntry>?> before = cache.GetManyAsync("n", ["a", "b", "c"], Minute, (_, _) => old.Task);

        cache.Drop("n", "a");
        cache.Drop("other", "b");
        cache.Drop("n", "c");
        Assert.Equal(4, (await GetAsync(cache, "c", 4))!.Value.Length);
        old.SetResult([Entry("a", 1), Entry("b", 1), Entry("c", 1)]);

        Assert.Equal(3, (await before)!.Count);
        Assert.Equal(5, (await GetAsync(cache, "a", 5))!.Value.Length);
        Assert.Equal(1, (await GetAsync(cache, "b", 5))!.Value.Length);
        Assert.Equal(4, (await GetAsync(cache, "c", 5))!.Value.Length);
    }

    [Fact]
    public async Task GetMany_TooMuchOrFailed_KeepsNothingAndTroublesNobody()
    {
        var cache = new KeyValueCache(10_000, _time);
        TaskCompletionSource<IReadOnlyList<KeyValueEntry>?> tooMuch = new();
        Task<IReadOnlyList<KeyValueEntry>?> bulk = cache.GetManyAsync("n", ["a", "b"], Minute, (_, _) => tooMuch.Task);
        Task<KeyValueEntry?> single = GetAsync(cache, "a", 3);
        tooMuch.SetResult(null);

        Assert.Null(await bulk);
        Assert.Equal(3, (await single)!.Value.Length);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => cache.GetManyAsync("n", ["b"], Minute, (_, _) => throw new StoreUnavailableException("away")));
        Assert.Equal(1, _reads);
        await GetAsync(cache, "b", 1);
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task GetMany_OverTheBudget_KeepsIt()
    {
        var cache = new KeyValueCache(2_000, _time);
        string[] keys = [.. Enumerable.Range(0, 50).Select(i => $"{i}")];

        Assert.Equal(50, (await GetManyAsync(cache, keys, keys)).Count());

        Assert.InRange(cache.Bytes, 1, 2_000);
    }

    /// <summary>Reads many, of which those that must be read are as said; none has the key "none".</summary>
    private async Task<IEnumerable<(string Key, int Length)>> GetManyAsync(KeyValueCache cache, string[] keys, params string[] expected)
    {
        IReadOnlyList<KeyValueEntry>? entries = await cache.GetManyAsync("n", keys, Minute, (absent, _) =>
        {
            Assert.Equal(expected, absent);
            _reads += expected.Length > 0 ? 1 : 0;
            return Task.FromResult<IReadOnlyList<KeyValueEntry>?>([.. absent.Where(key => key != "none").Select(key => Entry(key, 2))]);
        });
        return entries!.Select(entry => (entry.Key, entry.Value.Length)).Order();
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
