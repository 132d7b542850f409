using System.Net;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class MetricsEndpointsTests
{
    private static readonly InvocationFigures Figures = new()
    {
        Invocations = 10,
        Outcomes = new Dictionary<InvocationOutcome, long> { [InvocationOutcome.Ok] = 7, [InvocationOutcome.ExceededCpu] = 3 },
        StatusClasses = new Dictionary<int, long> { [2] = 7, [0] = 3 },
        Latency = new DurationFigures { Count = 10, Total = TimeSpan.FromMilliseconds(20), P99 = TimeSpan.FromMicroseconds(4500) },
        ColdStarts = new DurationFigures { Count = 1, P50 = TimeSpan.FromMilliseconds(3) },
        ColdStartPhases = new ColdStartAverages(default, default, TimeSpan.FromMilliseconds(1), default, default, 1),
        ColdStartDistributions = new ColdStartDistributions(
            DurationFigures.None,
            DurationFigures.None,
            new DurationFigures { Count = 1, P99 = TimeSpan.FromMilliseconds(6) },
            DurationFigures.None,
            DurationFigures.None),
        MemoryPeakBytes = 5_000_000,
    };

    [Fact]
    public async Task Metrics_OfAFunction_AreInMillisecondsAndByVersion()
    {
        await using EdgeApp app = await StartAsync();
        FunctionMetricsQuery? asked = null;
        app.Metrics.ReadAsync(Arg.Do<FunctionMetricsQuery>(query => asked = query), Arg.Any<CancellationToken>()).Returns(
        [
            new FunctionMetrics
            {
                FunctionName = "greeter",
                Total = Figures,
                Series = [new MetricsPoint(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), Figures)],
                Versions = [new VersionMetrics("3-9f86d081", Figures, [])],
                Regions = [new RegionMetrics("eu", Figures, [])],
            },
        ]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions/greeter/metrics?from=2026-11-22T10:00:00Z&to=2026-11-22T12:00:00%2B01:00&step=120&region=eu"));

        Assert.Equal(
            new FunctionMetricsQuery
            {
                FunctionName = "greeter",
                Region = "eu",
                From = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero),
                To = new DateTimeOffset(2026, 11, 22, 11, 0, 0, TimeSpan.Zero),
                Step = TimeSpan.FromMinutes(2),
            },
            asked);
        JsonElement total = shown.GetProperty("total");
        Assert.Equal((10, 3), (total.GetProperty("invocations").GetInt32(), total.GetProperty("failures").GetInt32()));
        Assert.Equal(3, total.GetProperty("outcomes").GetProperty("exceededCpu").GetInt32());
        Assert.Equal(7, total.GetProperty("statuses").GetProperty("2").GetInt32());
        Assert.Equal((2, 4.5), (total.GetProperty("latency").GetProperty("averageMs").GetDouble(), total.GetProperty("latency").GetProperty("p99Ms").GetDouble()));
        Assert.Equal(1, total.GetProperty("coldStartPhases").GetProperty("compileMs").GetDouble());
        Assert.Equal(6, total.GetProperty("coldStartDistributions").GetProperty("compile").GetProperty("p99Ms").GetDouble());
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero), shown.GetProperty("series")[0].GetProperty("time").GetDateTimeOffset());
        Assert.Equal("eu", Assert.Single(shown.GetProperty("regions").EnumerateArray()).GetProperty("region").GetString());
        Assert.Equal("3-9f86d081", shown.GetProperty("versions")[0].GetProperty("version").GetString());
    }

    [Fact]
    public async Task Metrics_OfAFunctionWithoutRequests_AreZero()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("greeter").Returns(FakeRuntime.Function);
        app.Metrics.ReadAsync(default!).ReturnsForAnyArgs([]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions/greeter/metrics"));

        Assert.Equal(0, shown.GetProperty("total").GetProperty("invocations").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/functions/none/metrics")).StatusCode);
    }

    [Fact]
    public async Task Metrics_OfAll_SayTheSpan()
    {
        await using EdgeApp app = await StartAsync();
        app.Metrics.ReadAsync(default!).ReturnsForAnyArgs([new FunctionMetrics { FunctionName = "greeter", Total = Figures }]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/metrics"));

        Assert.Equal(TimeSpan.FromHours(1), shown.GetProperty("to").GetDateTimeOffset() - shown.GetProperty("from").GetDateTimeOffset());
        Assert.Equal("greeter", Assert.Single(shown.GetProperty("functions").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=x")]
    [InlineData("step=1m")]
    [InlineData("step=-60")]
    public async Task Metrics_UnsoundQuery_Is400(string query)
    {
        await using EdgeApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync($"/_edge/metrics?{query}")).StatusCode);
    }

    [Fact]
    public async Task Metrics_QueryThatMakesNoSenseOrStoreAway_IsTold()
    {
        await using EdgeApp app = await StartAsync();
        app.Metrics.ReadAsync(default!).ThrowsAsyncForAnyArgs(new ArgumentException("The step is 1 s; it must be whole minutes.", "query"));
        using HttpResponseMessage senseless = await app.Client.GetAsync("/_edge/metrics");
        app.Metrics.ReadAsync(default!).ThrowsAsyncForAnyArgs(new StoreUnavailableException("Away."));
        using HttpResponseMessage away = await app.Client.GetAsync("/_edge/metrics");

        Assert.Equal(HttpStatusCode.BadRequest, senseless.StatusCode);
        Assert.Equal("The step is 1 s; it must be whole minutes.", (await EdgeApp.JsonOf(senseless)).GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
    }

    [Fact]
    public async Task Isolates_AreShownWithTheCounters()
    {
        await using EdgeApp app = await StartAsync();
        app.Pool.GetStatistics().Returns(new IsolatePoolStatistics { LiveIsolates = 2, MemoryBytes = 7, EvictedIsolates = 4 });
        app.Pool.ListIsolates().Returns([Isolate("i-1", "greeter"), Isolate("i-2", "other")]);

        JsonElement all = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/isolates"));
        JsonElement one = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/isolates?function=other"));

        Assert.Equal((2, 7, 4), (all.GetProperty("liveIsolates").GetInt32(), all.GetProperty("memoryBytes").GetInt32(), all.GetProperty("evictedIsolates").GetInt32()));
        Assert.Equal(["i-1", "i-2"], all.GetProperty("isolates").EnumerateArray().Select(isolate => isolate.GetProperty("id").GetString()!));
        Assert.Equal("running", one.GetProperty("isolates")[0].GetProperty("state").GetString());
        Assert.Equal(2.5, one.GetProperty("isolates")[0].GetProperty("coldStartMs").GetDouble());
    }

    private static IsolateInfo Isolate(string id, string function) => new()
    {
        Id = id,
        FunctionName = function,
        FunctionVersion = "1-0",
        State = IsolateState.Running,
        ColdStart = TimeSpan.FromMicroseconds(2500),
    };

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
}
