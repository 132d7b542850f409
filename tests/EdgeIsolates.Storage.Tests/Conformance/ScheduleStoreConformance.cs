namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IScheduleStore"/> does.</summary>
public abstract class ScheduleStoreConformance : StoreConformance<IScheduleStore>
{
    private const string Cron = "*/5 * * * *";

    private static readonly DateTimeOffset Now = Samples.Noon.AddMilliseconds(123);
    private static readonly ScheduledTick Tick = new("f", Cron, Samples.Noon);
    private static readonly ScheduledOutcome Ok = new("ok", "", TimeSpan.FromMilliseconds(42));

    protected override Task InitializeAsync(IScheduleStore store) => store.InitializeAsync(End);

    [Fact]
    public async Task TryClaim_Again_IsRefusedWhileItRunsAndAfterwards()
    {
        IScheduleStore[] nodes = [await OpenAsync(), await OpenAsync()];

        Assert.Equal(1, await ClaimAsync(nodes[0], Tick));
        Assert.Equal(0, await ClaimAsync(nodes[1], Tick));
        await nodes[0].CompleteAsync(Tick, 1, Ok, End);
        Assert.Equal(0, await ClaimAsync(nodes[1], Tick, Now.AddDays(1)));

        Assert.Equal(new ScheduledRun(Tick, "node", 1, Now, Ok), Assert.Single(await nodes[1].ReadAsync("f", 10, End)));
    }

    [Fact]
    public async Task TryClaim_OtherFunctionExpressionOrTime_IsAnotherTick()
    {
        IScheduleStore store = await OpenAsync();

        Assert.Equal(1, await ClaimAsync(store, Tick));
        Assert.Equal(1, await ClaimAsync(store, Tick with { FunctionName = "g" }));
        Assert.Equal(1, await ClaimAsync(store, Tick with { Cron = "*/5 * * * * [Europe/Berlin]" }));
        Assert.Equal(1, await ClaimAsync(store, Tick with { ScheduledAt = Tick.ScheduledAt.AddMinutes(5) }));
    }

    [Fact]
    public async Task TryClaim_EightAtOnce_OneGetsIt()
    {
        IScheduleStore[] nodes = [await OpenAsync(), await OpenAsync()];
        for (int round = 0; round < 10; round++)
        {
            ScheduledTick tick = Tick with { ScheduledAt = Tick.ScheduledAt.AddMinutes(round) };

            int[] attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => ClaimAsync(nodes[number % 2], tick))));

            Assert.Equal(1, attempts.Sum());
        }
    }

    [Fact]
    public async Task TryClaim_OfADeadNode_IsTakenOverWhenItsTimeIsOver()
    {
        IScheduleStore store = await OpenAsync();
        await ClaimAsync(store, Tick);

        Assert.Empty(await store.FindAbandonedAsync(Now.AddMinutes(1).AddMilliseconds(-1), End));
        Assert.Equal(new ScheduledRun(Tick, "node", 1, Now, null), Assert.Single(await store.FindAbandonedAsync(Now.AddMinutes(1), End)));
        Assert.Equal(2, await ClaimAsync(store, Tick, Now.AddMinutes(1)));
        await store.CompleteAsync(Tick, 1, Ok with { Outcome = "late" }, End);
        Assert.Null(Assert.Single(await store.ReadAsync("f", 10, End)).Outcome);
        await store.CompleteAsync(Tick, 2, Ok with { Outcome = "exception", Error = Samples.Awkward }, End);

        Assert.Equal(Samples.Awkward, Assert.Single(await store.ReadAsync("f", 10, End)).Outcome?.Error);
        Assert.Empty(await store.FindAbandonedAsync(Now.AddDays(1), End));
    }

    [Fact]
    public async Task Read_TheLast_LatestFirst()
    {
        IScheduleStore store = await OpenAsync();
        await ClaimAsync(store, Tick with { FunctionName = "g" });
        foreach (int minutes in new[] { 5, 15, 10, 0 })
        {
            await ClaimAsync(store, Tick with { ScheduledAt = Tick.ScheduledAt.AddMinutes(minutes) });
        }

        Assert.Equal([15, 10, 5], (await store.ReadAsync("f", 3, End)).Select(run => (int)(run.Tick.ScheduledAt - Tick.ScheduledAt).TotalMinutes));
        Assert.Equal(Tick.ScheduledAt.AddMinutes(15), await store.FindLastAsync("f", Cron, End));
        Assert.Null(await store.FindLastAsync("f", "0 0 * * *", End));
        Assert.Empty(await store.ReadAsync("h", 3, End));
    }

    [Fact]
    public async Task RemoveBefore_OldTicksGo_ButTheLastOfEachExpression()
    {
        IScheduleStore store = await OpenAsync();
        ScheduledTick other = Tick with { Cron = "0 0 1 * *", ScheduledAt = Tick.ScheduledAt.AddDays(-20) };
        await ClaimAsync(store, other);
        foreach (int minutes in new[] { 0, 5, 10 })
        {
            await ClaimAsync(store, Tick with { ScheduledAt = Tick.ScheduledAt.AddMinutes(minutes) });
        }

        await store.RemoveBeforeAsync(Tick.ScheduledAt.AddMinutes(10), End);
        await store.RemoveBeforeAsync(Tick.ScheduledAt.AddMinutes(10), End);

        Assert.Equal([Tick with { ScheduledAt = Tick.ScheduledAt.AddMinutes(10) }, other], (await store.ReadAsync("f", 10, End)).Select(run => run.Tick));
        Assert.Equal(other.ScheduledAt, await store.FindLastAsync("f", other.Cron, End));
    }

    private Task<int> ClaimAsync(IScheduleStore store, ScheduledTick tick) => ClaimAsync(store, tick, Now);

    private Task<int> ClaimAsync(IScheduleStore store, ScheduledTick tick, DateTimeOffset now) =>
        store.TryClaimAsync(new ScheduledClaim(tick, "node", now, now.AddMinutes(1)), End);
}
