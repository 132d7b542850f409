using EdgeIsolates.Metrics;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeIsolates.Tests.Metrics;

public sealed class EdgeMetricsTests : IAsyncTest
{
    private readonly FunctionMeter _meter;
    private readonly MetricsFlush _flush;
    private readonly EdgeMetrics _sut;

    public EdgeMetricsTests()
    {
        var options = new EdgeIsolatesOptions();
        var time = new FakeTime();
        var store = new FlakyMetricsStore(time);
        _meter = new FunctionMeter(options);
        _flush = new MetricsFlush(_meter, store, options, time, NullLogger<MetricsFlush>.Instance);
        _sut = new EdgeMetrics(_flush, store);
    }

    public ValueTask DisposeAsync() => _flush.DisposeAsync();

    [Fact]
    public async Task ReadAsync_Figures_AreThoseOfTheRecords()
    {
        for (int i = 1; i <= 1_000; i++)
        {
            _meter.Write(TestRecords.New(i) with { MemoryUsedBytes = i, Subrequests = 1 });
        }

        _meter.Write(TestRecords.New(5_000) with { Outcome = InvocationOutcome.ExceededWallTime, Status = 0 });
        _meter.Write(TestRecords.New(1) with { ColdStart = new ColdStartPhases(Ms(1), Ms(1), Ms(1), Ms(1), Ms(2), CodeCacheOutcome.Hit) });
        _meter.Write(TestRecords.New(1) with { ColdStart = new ColdStartPhases(Ms(3), Ms(1), Ms(1), Ms(1), Ms(4), CodeCacheOutcome.Miss) });

        InvocationFigures total = Assert.Single(await ReadAsync()).Total;

        Assert.Equal(1_003, total.Invocations);
        Assert.Equal(1, total.Failures);
        Assert.Equal(
            [new(InvocationOutcome.Ok, 1_002), new(InvocationOutcome.ExceededWallTime, 1)],
            total.Outcomes.OrderBy(pair => pair.Key));
        Assert.Equal([new(0, 1), new(2, 1_002)], total.StatusClasses.OrderBy(pair => pair.Key));
        Assert.Equal(1_003, total.Latency.Count);
        Assert.Equal(Ms(500_500 + 5_002) / 1_003, total.Latency.Average);
        Assert.InRange(total.Latency.P99.TotalMilliseconds, 990 * 0.98, 990 * 1.02);
        Assert.InRange(total.Cpu.P50.TotalMilliseconds, 250 * 0.98, 250 * 1.02);
        Assert.Equal(1_000, total.MemoryPeakBytes);
        Assert.Equal(1_000, total.Subrequests);
        Assert.Equal(2, total.ColdStarts.Count);
        Assert.InRange(total.ColdStarts.P99.TotalMilliseconds, 6 * 0.98, 6 * 1.02);
        Assert.Equal(new ColdStartAverages(Ms(2), Ms(1), Ms(1), Ms(1), Ms(3), 0.5), total.ColdStartPhases);
        ColdStartDistributions phases = total.ColdStartDistributions!;
        Assert.Equal((2, Ms(4)), (phases.BlankWait.Count, phases.BlankWait.Total));
        Assert.InRange(phases.BlankWait.P50.TotalMilliseconds, 0.98, 1.02);
        Assert.InRange(phases.BlankWait.P99.TotalMilliseconds, 3 * 0.98, 3 * 1.02);
        Assert.InRange(phases.FirstResponse.P99.TotalMilliseconds, 4 * 0.98, 4 * 1.02);
    }

    [Fact]
    public async Task ReadAsync_VersionsAndRegions_AddUpToTheFunction()
    {
        _meter.Write(TestRecords.New() with { Region = "eu" });
        _meter.Write(TestRecords.New() with { Region = "us" });
        _meter.Write(TestRecords.New(version: "2-b"));
        _meter.Write(TestRecords.New(function: "a"));

        IReadOnlyList<FunctionMetrics> functions = await ReadAsync();

        Assert.Equal(["a", "f"], functions.Select(function => function.FunctionName));
        Assert.Equal(3, functions[1].Total.Invocations);
        Assert.Equal([("1-a", 2), ("2-b", 1)], functions[1].Versions.Select(version => (version.Version, version.Total.Invocations)));
        Assert.Equal([("", 1), ("eu", 1), ("us", 1)], functions[1].Regions.Select(region => (region.Region, region.Total.Invocations)));
        Assert.Null(functions[1].Total.ColdStartPhases);
    }

    [Theory]
    [InlineData("eu", 2)]
    [InlineData("", 1)]
    public async Task ReadAsync_OneRegion_LeavesOutTheOthers(string region, long invocations)
    {
        _meter.Write(TestRecords.New() with { Region = "eu" });
        _meter.Write(TestRecords.New(version: "2-b") with { Region = "eu" });
        _meter.Write(TestRecords.New() with { Region = "us" });
        _meter.Write(TestRecords.New());

        FunctionMetrics function = Assert.Single(await _sut.ReadAsync(
            new FunctionMetricsQuery { Region = region, From = TestRecords.Noon.AddHours(-1), To = TestRecords.Noon.AddHours(1) }));

        Assert.Equal(invocations, function.Total.Invocations);
        Assert.Equal(region, Assert.Single(function.Regions).Region);
        Assert.Equal(invocations, function.Versions.Sum(version => version.Total.Invocations));
    }

    [Fact]
    public async Task ReadAsync_Steps_AreASeries()
    {
        foreach (int minute in new[] { 0, 1, 4, 5, 9, 60 })
        {
            _meter.Write(TestRecords.New() with { StartedAt = TestRecords.Noon.AddMinutes(minute) });
        }

        FunctionMetrics function = Assert.Single(await _sut.ReadAsync(new FunctionMetricsQuery
        {
            FunctionName = "f",
            From = TestRecords.Noon.AddSeconds(30),
            To = TestRecords.Noon.AddMinutes(60),
            Step = TimeSpan.FromMinutes(5),
        }));

        Assert.Equal(5, function.Total.Invocations);
        Assert.Equal(
            [(TestRecords.Noon, 3), (TestRecords.Noon.AddMinutes(5), 2)],
            function.Series.Select(point => (point.Time, point.Figures.Invocations)));
        Assert.Equal(2, Assert.Single(function.Versions).Series.Count);
        Assert.Empty(await _sut.ReadAsync(new FunctionMetricsQuery { FunctionName = "other", From = TestRecords.Noon, To = TestRecords.Noon.AddDays(1) }));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(-1, 5)]
    [InlineData(60, 0.5)]
    [InlineData(60, 1.5)]
    [InlineData(60, -1)]
    [InlineData(20_000, 1)]
    public async Task ReadAsync_QueryWithoutSense_IsRefused(int minutes, double step) =>
        await Assert.ThrowsAsync<ArgumentException>(async () => await _sut.ReadAsync(new FunctionMetricsQuery
        {
            From = TestRecords.Noon,
            To = TestRecords.Noon.AddMinutes(minutes),
            Step = TimeSpan.FromMinutes(step),
        }));

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private ValueTask<IReadOnlyList<FunctionMetrics>> ReadAsync() =>
        _sut.ReadAsync(new FunctionMetricsQuery { From = TestRecords.Noon, To = TestRecords.Noon.AddHours(1) });
}
