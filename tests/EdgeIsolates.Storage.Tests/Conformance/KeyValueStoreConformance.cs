using System.Text;
using EdgeIsolates.Tests.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IKeyValueStore"/> does.</summary>
public abstract class KeyValueStoreConformance : StoreConformance<IKeyValueStore>
{
    private static readonly string[] AwkwardKeys =
        ["a", "a\0", "a\0b", "aa", "A", "ä", "é", "\u0001", "z", "\uFFFD", "\uE000", "\U0001F44B", "\U00010000", Samples.Awkward, "x:y", "{x}", "%", "_"];

    /// <summary>The clock of all nodes.</summary>
    internal FakeTime Time { get; } = new();

    protected override Task InitializeAsync(IKeyValueStore store) => store.InitializeAsync(End);

    /// <summary>Adds the store under test.</summary>
    protected abstract void AddStore(IEdgeIsolatesBuilder builder);

    protected sealed override void AddStores(IEdgeIsolatesBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Time);
        AddStore(builder);
    }

    [Fact]
    public async Task Get_FullEntry_HasEveryField()
    {
        KeyValueEntry entry = Entry(Samples.Awkward, Samples.Bytes(100_000)) with
        {
            Metadata = """{"who":"ann","text":"Grüße 👋 \u0000"}""",
            ExpiresAt = Time.GetUtcNow().AddMilliseconds(61_001),
        };
        await (await OpenAsync()).PutAsync("n", entry, End);

        KeyValueEntry? read = await (await OpenAsync()).GetAsync("n", Samples.Awkward, End);

        Assert.NotNull(read);
        Assert.Equal(entry.Value.ToArray(), read.Value.ToArray());
        Assert.Equal((entry.Key, entry.Metadata, entry.ExpiresAt), (read.Key, read.Metadata, read.ExpiresAt));
    }

    [Fact]
    public async Task Get_AbsentKeyOrOtherNamespace_IsNull()
    {
        IKeyValueStore store = await OpenAsync();
        await store.PutAsync("n", Entry("k", "1"), End);

        Assert.Null(await store.GetAsync("n", "K", End));
        Assert.Null(await store.GetAsync("N", "k", End));
        Assert.Null(await store.GetAsync("", "nk", End));
    }

    [Fact]
    public async Task Put_Again_ReplacesValueMetadataAndExpiry()
    {
        IKeyValueStore store = await OpenAsync();
        await store.PutAsync("n", Entry("k", "1") with { Metadata = "1", ExpiresAt = Time.GetUtcNow().AddSeconds(1) }, End);

        await store.PutAsync("n", Entry("k", ""), End);
        Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await store.RemoveExpiredAsync(10, End));
        KeyValueEntry? read = await store.GetAsync("n", "k", End);
        Assert.Equal(("", null, null), (TextOf(read), read!.Metadata, read.ExpiresAt));
        Assert.Equal(new KeyValueName("k", null, null), Assert.Single(await store.ListAsync("n", new KeyValueQuery("", null, 10), End)));
    }

    [Fact]
    public async Task Put_CallerChangesItsBytesAfterwards_StoreKeepsWhatWasPut()
    {
        IKeyValueStore store = await OpenAsync();
        byte[] bytes = [1, 2, 3];
        await store.PutAsync("n", Entry("k", bytes), End);

        bytes[0] = 9;

        Assert.Equal([1, 2, 3], (await store.GetAsync("n", "k", End))!.Value.ToArray());
    }

    [Fact]
    public async Task Put_LargestValue_ComesBackWhole()
    {
        IKeyValueStore store = await OpenAsync();
        byte[] value = Samples.Bytes(25 * 1024 * 1024);

        await store.PutAsync("n", Entry("big", value), End);

        KeyValueEntry? read = await store.GetAsync("n", "big", End);
        Assert.True(value.AsSpan().SequenceEqual(read!.Value.Span));
    }

    [Fact]
    public async Task Delete_Entry_IsGoneEverywhereAndOthersStay()
    {
        IKeyValueStore store = await OpenAsync();
        await store.PutAsync("n", Entry("k", "1") with { ExpiresAt = Time.GetUtcNow().AddHours(1) }, End);
        await store.PutAsync("n", Entry("l", "2"), End);
        await store.PutAsync("other", Entry("k", "3"), End);

        await store.DeleteAsync("n", "k", End);
        await store.DeleteAsync("n", "k", End);

        Assert.Null(await store.GetAsync("n", "k", End));
        Assert.Equal(["l"], await KeysAsync(store, "n"));
        Assert.Equal("3", TextOf(await store.GetAsync("other", "k", End)));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await store.RemoveExpiredAsync(10, End));
    }

    [Fact]
    public async Task GetMany_SomeOfThem_HasThoseThatAreThere()
    {
        IKeyValueStore store = await OpenAsync();
        foreach (string key in AwkwardKeys)
        {
            await store.PutAsync("n", Entry(key, $"value of {key}") with { Metadata = "[1]" }, End);
        }

        await store.PutAsync("n", Entry("gone", "x") with { ExpiresAt = Time.GetUtcNow().AddSeconds(1) }, End);
        Time.Advance(TimeSpan.FromSeconds(1));

        IReadOnlyList<KeyValueEntry>? read = await store.GetManyAsync("n", [.. AwkwardKeys, "absent", "gone"], 1_000_000, End);

        Assert.NotNull(read);
        Assert.Equal(AwkwardKeys.Order(StringComparer.Ordinal), read.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        Assert.All(read, entry => Assert.Equal(($"value of {entry.Key}", "[1]"), (TextOf(entry), entry.Metadata)));
    }

    [Fact]
    public async Task GetMany_ValuesOverTheLimitTogether_IsNull()
    {
        IKeyValueStore store = await OpenAsync();
        await store.PutAsync("n", Entry("a", new byte[60]), End);
        await store.PutAsync("n", Entry("b", new byte[40]), End);
        await store.PutAsync("n", Entry("gone", new byte[1_000]) with { ExpiresAt = Time.GetUtcNow().AddSeconds(1) }, End);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(2, (await store.GetManyAsync("n", ["a", "b", "gone"], 100, End))!.Count);
        Assert.Null(await store.GetManyAsync("n", ["a", "b"], 99, End));
        Assert.Single((await store.GetManyAsync("n", ["a"], 99, End))!);
        Assert.Empty((await store.GetManyAsync("n", ["x"], 0, End))!);
    }

    [Fact]
    public async Task Expiry_AtItsMoment_IsInvisibleToEveryReader()
    {
        IKeyValueStore store = await OpenAsync();
        await store.PutAsync("n", Entry("k", "1") with { ExpiresAt = Time.GetUtcNow().AddSeconds(60) }, End);
        await store.PutAsync("n", Entry("stays", "2"), End);

        Time.Advance(TimeSpan.FromMilliseconds(59_999));
        Assert.Equal("1", TextOf(await store.GetAsync("n", "k", End)));
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await store.GetAsync("n", "k", End));
        Assert.Equal("stays", Assert.Single((await store.GetManyAsync("n", ["k", "stays"], 100, End))!).Key);
        Assert.Equal(["stays"], await KeysAsync(store, "n"));
    }

    [Fact]
    public async Task RemoveExpired_InSteps_RemovesAllThatEndedAndNothingElse()
    {
        IKeyValueStore[] nodes = [await OpenAsync(), await OpenAsync()];
        for (int number = 0; number < 25; number++)
        {
            await nodes[0].PutAsync($"n{number % 3}", Entry($"k{number}", "1") with { ExpiresAt = Time.GetUtcNow().AddSeconds(1 + number) }, End);
        }

        await nodes[0].PutAsync("n0", Entry("stays", "1"), End);
        Time.Advance(TimeSpan.FromSeconds(20));
        await nodes[0].PutAsync("n0", Entry("k3", "again") with { ExpiresAt = Time.GetUtcNow().AddSeconds(100) }, End);

        int removed = 0;
        int step;
        do
        {
            int[] both = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RemoveExpiredAsync(4, End))));
            step = both.Sum();
            removed += step;
        }
        while (step > 0);

        Assert.True(removed >= 19, $"{removed} were removed.");
        Assert.Equal(0, await nodes[1].RemoveExpiredAsync(100, End));
        Assert.Equal(["k21", "k24", "k3", "stays"], await KeysAsync(nodes[1], "n0"));
        Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5, await nodes[0].RemoveExpiredAsync(100, End));
    }

    [Fact]
    public async Task List_AwkwardKeys_AreInTheByteOrderOfTheirUtf8()
    {
        IKeyValueStore store = await OpenAsync();
        foreach (string key in AwkwardKeys)
        {
            await store.PutAsync("n", Entry(key, "1"), End);
            await store.PutAsync("n:", Entry(key, "1"), End);
            await store.PutAsync("m", Entry(key, "1"), End);
        }

        Assert.Equal(AwkwardKeys.Order(ByBytes), await KeysAsync(store, "n"));
    }

    [Fact]
    public async Task List_ExpiredOnesBetween_PagesAreFull()
    {
        IKeyValueStore store = await OpenAsync();
        for (int number = 0; number < 40; number++)
        {
            DateTimeOffset? end = number % 4 == 0 ? null : Time.GetUtcNow().AddSeconds(1);
            await store.PutAsync("n", Entry($"k{number:00}", "1") with { ExpiresAt = end }, End);
        }

        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["k00", "k04", "k08", "k12"], (await store.ListAsync("n", new KeyValueQuery("", null, 4), End)).Select(name => name.Key));
        Assert.Equal(["k32", "k36"], (await store.ListAsync("n", new KeyValueQuery("k", "k28", 4), End)).Select(name => name.Key));
    }

    [Fact]
    public async Task List_AfterAndPrefix_BeginsBehindBoth()
    {
        IKeyValueStore store = await OpenAsync();
        foreach (string key in new[] { "a", "b", "ba", "bb", "bb\0", "bc", "c" })
        {
            await store.PutAsync("n", Entry(key, "1"), End);
        }

        Assert.Equal(["b", "ba", "bb", "bb\0", "bc"], await ListAsync("b", null));
        Assert.Equal(["b", "ba", "bb", "bb\0", "bc"], await ListAsync("b", "a"));
        Assert.Equal(["ba", "bb", "bb\0", "bc"], await ListAsync("b", "b"));
        Assert.Equal(["bb\0", "bc"], await ListAsync("b", "bb"));
        Assert.Equal(["bc"], await ListAsync("b", "bb\0gone"));
        Assert.Empty(await ListAsync("b", "bc"));
        Assert.Empty(await ListAsync("b", "zzz"));
        Assert.Empty(await ListAsync("bd", null));
        Assert.Equal(["c"], await ListAsync("", "bc"));

        async Task<IEnumerable<string>> ListAsync(string prefix, string? after) =>
            (await store.ListAsync("n", new KeyValueQuery(prefix, after, 100), End)).Select(name => name.Key);
    }

    [Fact]
    public async Task List_AnyKeysPrefixAndPage_IsWhatAModelSays()
    {
        IKeyValueStore store = await OpenAsync();
        int round = 0;
        Gen<string> keys = Gen.Elements('a', 'b', '\0', 'é', '\uFFFF', '~').ListOf().Select(chars => new string([.. chars]));
        foreach ((List<string> present, string prefix, int limit) in Gen.Sample(
            from present in keys.ListOf()
            from prefix in keys
            from limit in Gen.Choose(1, 4)
            select (present, prefix[..Math.Min(2, prefix.Length)], limit), 20, 12))
        {
            string name = $"model{round++}";
            foreach (string key in present)
            {
                await store.PutAsync(name, Entry(key, "1"), End);
            }

            string[] expected = [.. present.Distinct().Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(ByBytes)];
            List<string> read = [];
            IReadOnlyList<KeyValueName> page;
            do
            {
                page = await store.ListAsync(name, new KeyValueQuery(prefix, read.Count == 0 ? null : read[^1], limit), End);
                read.AddRange(page.Select(found => found.Key));
            }
            while (page.Count == limit);

            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public async Task List_HasMetadataAndExpiry()
    {
        IKeyValueStore store = await OpenAsync();
        DateTimeOffset end = Time.GetUtcNow().AddSeconds(90);
        await store.PutAsync("n", Entry("k", "1") with { Metadata = """{"a":1}""", ExpiresAt = end }, End);

        Assert.Equal(new KeyValueName("k", end, """{"a":1}"""), Assert.Single(await store.ListAsync("n", new KeyValueQuery("", null, 1), End)));
    }

    [Fact]
    public async Task Put_ManyNodesTheSameKey_OneOfThemIsThereWhole()
    {
        IKeyValueStore[] nodes = [await OpenAsync(), await OpenAsync()];

        await Task.WhenAll(Enumerable.Range(0, 40).Select(writer => Task.Run(() => nodes[writer % 2].PutAsync(
            "n",
            Entry("k", $"value {writer}") with { Metadata = $"{writer}", ExpiresAt = writer % 3 == 0 ? null : Time.GetUtcNow().AddSeconds(writer + 1) },
            End))));

        KeyValueEntry? read = await nodes[0].GetAsync("n", "k", End);
        Assert.Equal($"value {read!.Metadata}", TextOf(read));
        Assert.Single(await nodes[1].ListAsync("n", new KeyValueQuery("", null, 10), End));
    }

    [Fact]
    public async Task Operations_CanceledBefore_ChangeNothing()
    {
        IKeyValueStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);
        await store.PutAsync("n", Entry("k", "1"), End);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.PutAsync("n", Entry("l", "1"), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.DeleteAsync("n", "k", canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetAsync("n", "k", canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetManyAsync("n", ["k"], 10, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListAsync("n", new KeyValueQuery("", null, 10), canceled));

        Assert.Equal(["k"], await KeysAsync(store, "n"));
    }

    private static readonly Comparer<string> ByBytes =
        Comparer<string>.Create(static (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    private static KeyValueEntry Entry(string key, byte[] value) => new() { Key = key, Value = value };

    private static KeyValueEntry Entry(string key, string value) => Entry(key, Encoding.UTF8.GetBytes(value));

    private static string? TextOf(KeyValueEntry? entry) => entry is null ? null : Encoding.UTF8.GetString(entry.Value.Span);

    private async Task<string[]> KeysAsync(IKeyValueStore store, string namespaceId) =>
        [.. (await store.ListAsync(namespaceId, new KeyValueQuery("", null, 1_000), End)).Select(name => name.Key)];
}
