namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IResponseStore"/> does.</summary>
public abstract class ResponseStoreConformance : StoreConformance<IResponseStore>
{
    private static readonly string[] AwkwardKeys = ["", " ", "a", "A", "a\0", "a b", "a:b", "{a}", "ä", Samples.Awkward, new('u', 100_000)];

    protected override Task InitializeAsync(IResponseStore store) => Task.CompletedTask;

    [Fact]
    public async Task List_FullAnswer_HasEveryField()
    {
        StoredResponse response = Response("one") with
        {
            Status = 404,
            StatusText = "Größe 👋",
            Headers = [new("X-Mine", "a"), new("x-mine", Samples.Awkward), new("empty", "")],
            Vary = [new("accept", "text/html"), new("x-other", null), new("x-empty", "")],
            StoredAt = DateTimeOffset.UtcNow.AddTicks(1),
            Age = TimeSpan.FromTicks(12_345_678),
            Lifetime = TimeSpan.FromDays(20_000),
            BodyBytes = 12,
        };
        await (await OpenAsync()).PutAsync("f", "k", response, new byte[12], [], End);

        StoredResponse read = Assert.Single(await (await OpenAsync()).ListAsync("f", "k", End));

        Assert.Equal(response with { Headers = read.Headers, Vary = read.Vary }, read);
        Assert.Equal(response.Headers, read.Headers);
        Assert.Equal(response.Vary, read.Vary);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    public async Task Read_Body_IsThereByteForByte(int length)
    {
        byte[] body = Samples.Bytes(length);
        await (await OpenAsync()).PutAsync("f", "k", Response("one"), body, [], End);
        IResponseStore another = await OpenAsync();

        Assert.Equal(body, (await another.ReadAsync("f", "k", "one", End))!.Value.ToArray());
        Assert.Null(await another.ReadAsync("f", "k", "two", End));
        Assert.Null(await another.ReadAsync("f", "l", "one", End));
    }

    [Fact]
    public async Task List_NothingThere_IsEmpty()
    {
        IResponseStore store = await OpenAsync();
        Assert.Empty(await store.ListAsync("f", "k", End));
        Assert.Empty(await store.DeleteAsync("f", "k", End));
    }

    [Fact]
    public async Task Put_SeveralOfOneKey_AreBesideEachOtherUntilReplaced()
    {
        IResponseStore store = await OpenAsync();
        foreach (string id in new[] { "one", "two", "three" })
        {
            await store.PutAsync("f", "k", Response(id), new byte[1], [], End);
        }

        await store.PutAsync("f", "k", Response("four"), new byte[1], ["one", "three", "never"], End);

        Assert.Equal(["four", "two"], Ids(await store.ListAsync("f", "k", End)));
        Assert.Null(await store.ReadAsync("f", "k", "one", End));
        Assert.NotNull(await store.ReadAsync("f", "k", "two", End));
    }

    [Fact]
    public async Task Put_ManyNodesAtOnce_NoneIsLost()
    {
        IResponseStore[] nodes = [await OpenAsync(), await OpenAsync()];

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => nodes[i % 2].PutAsync("f", "k", Response($"{i}"), new byte[i], [], End))));

        Assert.Equal(30, (await nodes[0].ListAsync("f", "k", End)).Count);
    }

    [Fact]
    public async Task Keys_OfAllKindsAndFunctions_AreApart()
    {
        IResponseStore store = await OpenAsync();
        (string Function, string Key)[] places = [.. AwkwardKeys.Select(key => ("f", key)), ("g", "a"), ("f a", ""), ("fa", ""), ("1 f", "a")];
        foreach ((string function, string key) in places)
        {
            Assert.Empty(await store.ListAsync(function, key, End));
            await store.PutAsync(function, key, Response("one"), new byte[1], [], End);
        }

        foreach ((string function, string key) in places)
        {
            Assert.Single(await store.DeleteAsync(function, key, End));
            Assert.Empty(await store.ListAsync(function, key, End));
        }
    }

    [Fact]
    public async Task Delete_OnAnotherNode_TakesAllAnswersAndTheirBodies()
    {
        IResponseStore store = await OpenAsync();
        await store.PutAsync("f", "k", Response("one"), new byte[1], [], End);
        await store.PutAsync("f", "k", Response("two"), new byte[1], [], End);
        await store.PutAsync("f", "other", Response("three"), new byte[1], [], End);

        Assert.Equal(["one", "two"], Ids(await (await OpenAsync()).DeleteAsync("f", "k", End)));

        Assert.Empty(await store.ListAsync("f", "k", End));
        Assert.Null(await store.ReadAsync("f", "k", "one", End));
        Assert.Equal(["three"], Ids(await store.ListAsync("f", "other", End)));
    }

    [Fact]
    public async Task Put_AnswersThatExpire_AreForgotten()
    {
        IResponseStore store = await OpenAsync();
        await store.PutAsync("f", "short", Response("one") with { Lifetime = TimeSpan.FromMilliseconds(200) }, new byte[1], [], End);
        await store.PutAsync("f", "over", Response("two") with { StoredAt = DateTimeOffset.UtcNow.AddHours(-1) }, new byte[1], [], End);
        await store.PutAsync("f", "both", Response("three"), new byte[1], [], End);
        await store.PutAsync("f", "both", Response("four") with { Lifetime = TimeSpan.FromMilliseconds(200) }, new byte[1], [], End);

        while ((await store.ListAsync("f", "short", End)).Count + (await store.ListAsync("f", "over", End)).Count > 0 || await store.ReadAsync("f", "both", "four", End) is not null)
        {
            await Task.Delay(20, End);
        }

        Assert.Null(await store.ReadAsync("f", "short", "one", End));
        Assert.Contains("three", Ids(await store.ListAsync("f", "both", End)));
        Assert.NotNull(await store.ReadAsync("f", "both", "three", End));
    }

    private static IEnumerable<string> Ids(IEnumerable<StoredResponse> responses) => responses.Select(static response => response.Id).Order(StringComparer.Ordinal);

    private static StoredResponse Response(string id) => new()
    {
        Id = id,
        Status = 200,
        StoredAt = DateTimeOffset.UtcNow,
        Age = TimeSpan.Zero,
        Lifetime = TimeSpan.FromMinutes(10),
        BodyBytes = 1,
    };
}
