namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IFunctionStore"/> does with records. Versions: <see cref="VersionStoreConformance"/>.</summary>
public abstract class FunctionStoreConformance : StoreConformance<IFunctionStore>
{
    protected override Task InitializeAsync(IFunctionStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task Find_UnknownName_IsNull()
    {
        IFunctionStore store = await OpenAsync();

        Assert.Null(await store.FindAsync("nobody", End));
    }

    [Fact]
    public async Task Find_FullRecord_HasEveryField()
    {
        FunctionRecord record = Samples.Record("full") with
        {
            Status = FunctionStatus.Disabled,
            Traffic = [new TrafficShare(Samples.FullVersion("full", 1), 90), new TrafficShare(Samples.FullVersion("full", 2), 10)],
            LastNumber = int.MaxValue,
            UpdatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-7)).AddTicks(9),
            UpdatedBy = Samples.Awkward,
        };
        Assert.True(await (await OpenAsync()).TryWriteAsync(record, End));

        FunctionRecord? found = await (await OpenAsync()).FindAsync("full", End);

        Assert.Equivalent(record, found, strict: true);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("PLAIN")]
    [InlineData("ümlaut")]
    [InlineData("u\u0308mlaut")]
    [InlineData("it's; \"here\" \\ %")]
    public async Task Find_AwkwardName_IsThatOneExactly(string name)
    {
        IFunctionStore store = await OpenAsync();
        foreach (string other in new[] { "plain", "PLAIN", "ümlaut", "u\u0308mlaut", "it's; \"here\" \\ %" })
        {
            Assert.True(await store.TryWriteAsync(Samples.Record(other) with { UpdatedBy = other }, End));
        }

        Assert.Equal(name, (await store.FindAsync(name, End))?.UpdatedBy);
    }

    [Fact]
    public async Task TryWrite_NotTheNextRevision_WritesNothing()
    {
        IFunctionStore store = await OpenAsync();

        Assert.False(await store.TryWriteAsync(Samples.Record("f", 2), End));
        Assert.Null(await store.FindAsync("f", End));
        Assert.True(await store.TryWriteAsync(Samples.Record("f", 1), End));
        Assert.False(await store.TryWriteAsync(Samples.Record("f", 1), End));
        Assert.False(await store.TryWriteAsync(Samples.Record("f", 3), End));
        Assert.True(await store.TryWriteAsync(Samples.Record("f", 2), End));
        Assert.False(await store.TryWriteAsync(Samples.Record("f", 1), End));
        Assert.False(await store.TryWriteAsync(Samples.Record("f", 2), End));
        Assert.Equal(2, (await store.FindAsync("f", End))?.Revision);
    }

    [Fact]
    public async Task TryWrite_32WritersOnTwoNodes_OneWinsEachRevision()
    {
        IFunctionStore[] nodes = [await OpenAsync(), await OpenAsync()];
        for (int revision = 1; revision <= 8; revision++)
        {
            bool[] won = await Task.WhenAll(Enumerable.Range(0, 32).Select(writer => Task.Run(() => nodes[writer % 2].TryWriteAsync(
                Samples.Record("contended", revision) with { UpdatedBy = $"{writer}" },
                End))));

            int winner = Assert.Single(Enumerable.Range(0, 32), writer => won[writer]);
            FunctionRecord? found = await nodes[0].FindAsync("contended", End);
            Assert.Equal((revision, $"{winner}"), (found?.Revision, found?.UpdatedBy));
        }
    }

    [Fact]
    public async Task ReadChanges_NothingNew_KeepsThePosition()
    {
        IFunctionStore store = await OpenAsync();
        Assert.Equal(0, (await store.ReadChangesAsync(0, End)).Position);
        await store.TryWriteAsync(Samples.Record("f"), End);
        FunctionChanges first = await store.ReadChangesAsync(0, End);
        Assert.False(await store.TryWriteAsync(Samples.Record("f"), End));

        FunctionChanges second = await store.ReadChangesAsync(first.Position, End);

        Assert.Equal("f", Assert.Single(first.Records).Name);
        Assert.Empty(second.Records);
        Assert.True(second.Position >= first.Position);
    }

    [Fact]
    public async Task ReadChanges_FunctionChangedTwice_HasTheNewestRecordOnce()
    {
        IFunctionStore store = await OpenAsync();
        await store.TryWriteAsync(Samples.Record("a"), End);
        await store.TryWriteAsync(Samples.Record("b"), End);
        long position = (await store.ReadChangesAsync(0, End)).Position;
        await store.TryWriteAsync(Samples.Record("a", 2), End);
        await store.TryWriteAsync(Samples.Record("a", 3), End);

        FunctionChanges some = await store.ReadChangesAsync(position, End);
        FunctionChanges all = await store.ReadChangesAsync(0, End);

        Assert.Equal(("a", 3), Assert.Single(some.Records.Select(record => (record.Name, record.Revision))));
        Assert.Equal([("a", 3), ("b", 1)], all.Records.Select(record => (record.Name, record.Revision)).Order());
        Assert.Equal(all.Position, some.Position);
    }

    [Fact]
    public async Task ReadChanges_RemovedFunction_IsToldAndStays()
    {
        IFunctionStore store = await OpenAsync();
        await store.TryWriteAsync(Samples.Record("gone"), End);
        long position = (await store.ReadChangesAsync(0, End)).Position;
        await store.TryWriteAsync(Samples.Record("gone", 2) with { Status = FunctionStatus.Removed }, End);

        FunctionRecord told = Assert.Single((await store.ReadChangesAsync(position, End)).Records);

        Assert.Equal(FunctionStatus.Removed, told.Status);
        Assert.Equal(FunctionStatus.Removed, (await store.FindAsync("gone", End))?.Status);
        Assert.False(await store.TryWriteAsync(Samples.Record("gone", 1), End));
        Assert.True(await store.TryWriteAsync(Samples.Record("gone", 3), End));
    }

    [Fact]
    public async Task ReadChanges_WhileTwoNodesWrite_LosesNoChange()
    {
        const int Functions = 6;
        const int Revisions = 20;
        IFunctionStore[] writers = [await OpenAsync(), await OpenAsync()];
        IFunctionStore reader = await OpenAsync();
        Dictionary<string, long> seen = [];
        Task writing = Task.WhenAll(Enumerable.Range(0, Functions).Select(function => Task.Run(async () =>
        {
            for (int revision = 1; revision <= Revisions; revision++)
            {
                Assert.True(await writers[(function + revision) % 2].TryWriteAsync(Samples.Record($"f{function}", revision), End));
            }
        })));

        long position = 0;
        bool last;
        do
        {
            last = writing.IsCompleted;
            FunctionChanges changes = await reader.ReadChangesAsync(position, End);
            Assert.True(changes.Position >= position);
            position = changes.Position;
            foreach (FunctionRecord record in changes.Records)
            {
                Assert.True(record.Revision > seen.GetValueOrDefault(record.Name), "A revision came twice, or late.");
                seen[record.Name] = record.Revision;
            }
        }
        while (!last);

        await writing;
        Assert.Equal(
            Enumerable.Range(0, Functions).Select(function => ($"f{function}", (long)Revisions)),
            seen.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task Watch_AnotherNodeWrites_Hints()
    {
        IFunctionStore here = await OpenAsync();
        IFunctionStore there = await OpenAsync();
        await using Hints hints = await Hints.StartAsync(here.WatchAsync, End);
        for (int revision = 1; revision <= 3; revision++)
        {
            await there.TryWriteAsync(Samples.Record("f", revision), End);

            await SeeRevisionAsync(here, hints, revision);
        }
    }

    [Fact]
    public async Task Watch_OwnWrite_Hints()
    {
        IFunctionStore store = await OpenAsync();
        await using Hints one = await Hints.StartAsync(store.WatchAsync, End);
        await using Hints other = await Hints.StartAsync(store.WatchAsync, End);

        await store.TryWriteAsync(Samples.Record("f"), End);

        await SeeRevisionAsync(store, one, 1);
        await SeeRevisionAsync(store, other, 1);
    }

    [Fact]
    public async Task Watch_Canceled_EndsByCancellation()
    {
        IFunctionStore store = await OpenAsync();
        await using Hints hints = await Hints.StartAsync(store.WatchAsync, End);

        Assert.IsAssignableFrom<OperationCanceledException>(await hints.EndAsync());
    }

    [Fact]
    public async Task Operations_CanceledBefore_WriteNothing()
    {
        IFunctionStore store = await OpenAsync();
        CancellationToken canceled = new(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.TryWriteAsync(Samples.Record("f"), canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.FindAsync("f", canceled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReadChangesAsync(0, canceled));

        Assert.Null(await store.FindAsync("f", End));
        Assert.True(await store.TryWriteAsync(Samples.Record("f"), End));
    }

    private async Task SeeRevisionAsync(IFunctionStore store, Hints hints, long revision)
    {
        do
        {
            Assert.True(await hints.NextAsync(End));
        }
        while ((await store.FindAsync("f", End))?.Revision != revision);
    }
}
