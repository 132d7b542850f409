namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IFunctionStore"/> does with versions and their packages.</summary>
public abstract class VersionStoreConformance : StoreConformance<IFunctionStore>
{
    protected override Task InitializeAsync(IFunctionStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task ListVersions_FullVersion_HasEveryField()
    {
        FunctionVersion version = Samples.FullVersion("full", 3);
        Assert.True(await (await OpenAsync()).TryAddVersionAsync(version, default, End));

        IReadOnlyList<FunctionVersion> versions = await (await OpenAsync()).ListVersionsAsync("full", End);

        Assert.Equivalent(version, Assert.Single(versions), strict: true);
    }

    [Fact]
    public async Task ListVersions_VersionThatSaysNothing_HasEveryField()
    {
        IFunctionStore store = await OpenAsync();
        FunctionVersion version = Samples.Version("bare");
        Assert.True(await store.TryAddVersionAsync(version, default, End));

        Assert.Equivalent(version, Assert.Single(await store.ListVersionsAsync("bare", End)), strict: true);
    }

    [Fact]
    public async Task ListVersions_Several_AreNewestFirst()
    {
        IFunctionStore store = await OpenAsync();
        foreach (int number in new[] { 2, 10, 1, 9 })
        {
            await store.TryAddVersionAsync(Samples.Version("f", number), default, End);
        }

        await store.TryAddVersionAsync(Samples.Version("other", 5), default, End);

        Assert.Equal([10, 9, 2, 1], (await store.ListVersionsAsync("f", End)).Select(version => version.Number));
    }

    [Fact]
    public async Task Reads_UnknownVersion_GiveNothing()
    {
        IFunctionStore store = await OpenAsync();
        await store.TryAddVersionAsync(Samples.Version("f", 1), default, End);

        Assert.Empty(await store.ListVersionsAsync("nobody", End));
        Assert.Null(await store.ReadPackageAsync("nobody", 1, End));
        Assert.Null(await store.ReadPackageAsync("f", 2, End));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5 * 1024 * 1024)]
    public async Task ReadPackage_AnySize_GivesTheBytes(int length)
    {
        byte[] package = Samples.Bytes(length);
        Assert.True(await (await OpenAsync()).TryAddVersionAsync(Samples.Version("f", 1, package), package, End));

        ReadOnlyMemory<byte>? read = await (await OpenAsync()).ReadPackageAsync("f", 1, End);

        Assert.NotNull(read);
        Assert.True(read.Value.Span.SequenceEqual(package));
    }

    [Fact]
    public async Task TryAddVersion_CallerReusesTheMemory_KeepsWhatWasAdded()
    {
        IFunctionStore store = await OpenAsync();
        byte[] buffer = [0, 1, 2, 3, 4];
        await store.TryAddVersionAsync(Samples.Version("f"), buffer.AsMemory(1, 3), End);
        buffer.AsSpan().Clear();

        Assert.Equal(new byte[] { 1, 2, 3 }, (await store.ReadPackageAsync("f", 1, End))?.ToArray());
    }

    [Fact]
    public async Task TryAddVersion_Twice_KeepsTheFirst()
    {
        IFunctionStore store = await OpenAsync();
        Assert.True(await store.TryAddVersionAsync(Samples.Version("f") with { Message = "first" }, new byte[] { 1 }, End));

        Assert.False(await store.TryAddVersionAsync(Samples.Version("f") with { Message = "second" }, new byte[] { 2 }, End));

        Assert.Equal("first", Assert.Single(await store.ListVersionsAsync("f", End)).Message);
        Assert.Equal(new byte[] { 1 }, (await store.ReadPackageAsync("f", 1, End))?.ToArray());
    }

    [Fact]
    public async Task TryAddVersion_16AtOnceOnTwoNodes_OneIsAdded()
    {
        IFunctionStore[] nodes = [await OpenAsync(), await OpenAsync()];

        bool[] added = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => nodes[writer % 2].TryAddVersionAsync(
            Samples.Version("f") with { Message = $"{writer}" },
            new[] { (byte)writer },
            End))));

        int winner = Assert.Single(Enumerable.Range(0, 16), writer => added[writer]);
        Assert.Equal($"{winner}", Assert.Single(await nodes[0].ListVersionsAsync("f", End)).Message);
        Assert.Equal(new[] { (byte)winner }, (await nodes[1].ReadPackageAsync("f", 1, End))?.ToArray());
    }

    [Fact]
    public async Task RemoveVersions_SomeKnownSomeNot_LeavesTheOthers()
    {
        IFunctionStore store = await OpenAsync();
        foreach (int number in new[] { 1, 2, 3 })
        {
            await store.TryAddVersionAsync(Samples.Version("f", number), new[] { (byte)number }, End);
        }

        await store.TryAddVersionAsync(Samples.Version("other", 1), new byte[] { 9 }, End);

        await store.RemoveVersionsAsync("f", [1, 3, 77], End);
        await store.RemoveVersionsAsync("f", [], End);
        await store.RemoveVersionsAsync("nobody", [1], End);

        Assert.Equal(2, Assert.Single(await store.ListVersionsAsync("f", End)).Number);
        Assert.Null(await store.ReadPackageAsync("f", 1, End));
        Assert.NotNull(await store.ReadPackageAsync("f", 2, End));
        Assert.NotNull(await store.ReadPackageAsync("other", 1, End));
    }

    [Fact]
    public async Task Operations_CanceledBefore_WriteNothing()
    {
        IFunctionStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryAddVersionAsync(Samples.Version("f"), default, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadPackageAsync("f", 1, canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ListVersionsAsync("f", canceled));

        Assert.Empty(await store.ListVersionsAsync("f", End));
    }
}
