namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IChangeNotifier"/> does.</summary>
public abstract class ChangeNotifierConformance : StoreConformance<IChangeNotifier>
{
    protected override Task InitializeAsync(IChangeNotifier store) => Task.CompletedTask;

    [Fact]
    public async Task Publish_OnAnotherNode_HintsEveryWatch()
    {
        IChangeNotifier here = New();
        IChangeNotifier there = New();
        await using Hints one = await Hints.StartAsync(here.WatchAsync, End);
        await using Hints other = await Hints.StartAsync(here.WatchAsync, End);
        for (int round = 0; round < 3; round++)
        {
            await there.PublishAsync(End);

            Assert.True(await one.NextAsync(End));
            Assert.True(await other.NextAsync(End));
        }
    }

    [Fact]
    public async Task Publish_NobodyWatches_IsDone() => await New().PublishAsync(End);

    [Fact]
    public async Task Watch_OneOfTwoEnds_TheOtherGoesOn()
    {
        IChangeNotifier notifier = New();
        await using Hints staying = await Hints.StartAsync(notifier.WatchAsync, End);
        await using (await Hints.StartAsync(notifier.WatchAsync, End))
        {
        }

        await New().PublishAsync(End);

        Assert.True(await staying.NextAsync(End));
    }

    [Fact]
    public async Task Watch_Canceled_EndsByCancellation()
    {
        await using Hints hints = await Hints.StartAsync(New().WatchAsync, End);

        Assert.IsAssignableFrom<OperationCanceledException>(await hints.EndAsync());
    }

    [Fact]
    public async Task Publish_CanceledBefore_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => New().PublishAsync(new CancellationToken(canceled: true)));
}
