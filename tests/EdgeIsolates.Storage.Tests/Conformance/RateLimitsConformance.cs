using EdgeIsolates.Tests.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="IRateLimits"/> does.</summary>
public abstract class RateLimitsConformance : StoreConformance<IRateLimits>
{
    private static readonly RateLimit TenAMinute = new("n", 10, 60);

    /// <summary>The clock of all nodes.</summary>
    internal FakeTime Time { get; } = new();

    protected override Task InitializeAsync(IRateLimits store) => Task.CompletedTask;

    /// <summary>Adds the counts under test.</summary>
    protected abstract void AddStore(IEdgeIsolatesBuilder builder);

    protected sealed override void AddStores(IEdgeIsolatesBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Time);
        AddStore(builder);
    }

    [Fact]
    public async Task TryTake_ManyNodesAtOnce_ExactlyTheLimitPass()
    {
        IRateLimits[] nodes = [await OpenAsync(), await OpenAsync()];

        bool[] passed = await Task.WhenAll(Enumerable.Range(0, 64).Select(caller =>
            Task.Run(async () => await nodes[caller % 2].TryTakeAsync(TenAMinute, "k", End))));

        Assert.Equal(10, passed.Count(static pass => pass));
    }

    [Fact]
    public async Task TryTake_KeysNamespacesAndPeriods_AreApart()
    {
        IRateLimits limits = await OpenAsync();
        RateLimit one = new("n", 1, 60);

        Assert.True(await limits.TryTakeAsync(one, "k", End));
        Assert.False(await limits.TryTakeAsync(one, "k", End));
        Assert.True(await limits.TryTakeAsync(one, "K", End));
        Assert.True(await limits.TryTakeAsync(one, "", End));
        Assert.True(await limits.TryTakeAsync(one, new string('k', 1_000_000), End));
        Assert.True(await limits.TryTakeAsync(one with { NamespaceId = "m" }, "k", End));
        Assert.True(await limits.TryTakeAsync(one with { PeriodSeconds = 10 }, "k", End));
        Assert.False(await limits.TryTakeAsync(one with { }, "k", End));
        Assert.True(await limits.TryTakeAsync(one with { Limit = 2 }, "k", End));
    }

    [Fact]
    public async Task TryTake_AfterThePeriod_PlacesAreFreeAgain()
    {
        IRateLimits limits = await OpenAsync();
        Assert.Equal(10, await PassAsync(limits, 20));
        Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.Equal(0, await PassAsync(limits, 20));

        Time.Advance(TimeSpan.FromSeconds(0.1 + (60.0 / RateLimit.Slices)));

        Assert.Equal(10, await PassAsync(limits, 20));
    }

    [Fact]
    public async Task TryTake_Refused_DoesNotCount()
    {
        IRateLimits limits = await OpenAsync();
        await PassAsync(limits, 10);
        for (int second = 0; second < 60; second += 4)
        {
            Assert.Equal(0, await PassAsync(limits, 3));
            Time.Advance(TimeSpan.FromSeconds(4));
        }

        Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(10, await PassAsync(limits, 20));
    }

    [Fact]
    public async Task TryTake_AnyPaces_NeverMoreThanTheLimitInAnyPeriod()
    {
        IRateLimits limits = await OpenAsync();
        int round = 0;
        foreach (int[] pauses in Gen.Choose(0, 9_000).ListOf(60).Select(list => list.ToArray()).Sample(6))
        {
            RateLimit limit = new($"paces{round++}", 5, 10);
            List<DateTimeOffset> passes = [];
            foreach (int pause in pauses)
            {
                // Mostly bursts.
                Time.Advance(TimeSpan.FromMilliseconds(pause % 4 == 0 ? pause : pause % 7));
                if (await limits.TryTakeAsync(limit, "k", End))
                {
                    passes.Add(Time.GetUtcNow());
                }
            }

            Assert.All(passes, end => Assert.InRange(passes.Count(pass => pass <= end && pass > end - TimeSpan.FromSeconds(10)), 1, 5));
            Assert.True(passes.Count >= 5);
        }
    }

    [Fact]
    public async Task TryTake_ClockSetBack_StillLimits()
    {
        IRateLimits limits = await OpenAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(10, await PassAsync(limits, 20));
        Time.Advance(TimeSpan.FromSeconds(-20));

        Assert.Equal(0, await PassAsync(limits, 5));
    }

    private async Task<int> PassAsync(IRateLimits limits, int calls)
    {
        int passed = 0;
        for (int call = 0; call < calls; call++)
        {
            passed += await limits.TryTakeAsync(TenAMinute, "k", End) ? 1 : 0;
        }

        return passed;
    }
}
