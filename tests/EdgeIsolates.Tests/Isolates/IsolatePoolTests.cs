using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class IsolatePoolTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";

    // Blocks the thread that runs it for a moment, without a limit in sight.
    private const string Busy = "export default { fetch() { const end = performance.now() + 300; while (performance.now() < end); return new Response('busy'); } }";

    private readonly FakeTime _time = new();
    private EdgeHost _host = new();

    [Fact]
    public async Task RentAsync_FirstAndSecond_ColdThenWarm()
    {
        EdgeFunction function = await _host.DeployAsync(Hello);
        await using IIsolateLease cold = await _host.Pool.RentAsync(function);
        Assert.True(cold.IsCold);
        Assert.NotNull(cold.ColdStart);
        Assert.Null(cold.ColdStart.Value.FirstResponse);
        Assert.Equal(CodeCacheOutcome.Hit, cold.ColdStart.Value.CodeCache);
        await cold.FetchAsync(EdgeHost.Get());
        Assert.NotNull(cold.ColdStart.Value.FirstResponse);

        await using IIsolateLease warm = await _host.Pool.RentAsync(function);
        Assert.False(warm.IsCold);
        Assert.Null(warm.ColdStart);
        Assert.Equal(cold.IsolateId, warm.IsolateId);
    }

    [Fact]
    public async Task RentAsync_FirstIsReserved_StartsAnother()
    {
        EdgeFunction function = await _host.DeployAsync(Hello);
        await using IIsolateLease first = await _host.Pool.RentAsync(function);
        await using IIsolateLease second = await _host.Pool.RentAsync(function);
        Assert.True(second.IsCold);
        Assert.NotEqual(first.IsolateId, second.IsolateId);
    }

    [Fact]
    public async Task RentAsync_IsolateOnlyWaits_IsUsedAgain()
    {
        await UseAsync(new EdgeHost(time: _time));
        EdgeFunction function = await _host.DeployAsync(
            "export default { async fetch() { await new Promise(d => setTimeout(d, 50)); return new Response('x'); } }");
        Task<InvocationResult>[] results = [.. Enumerable.Range(0, 20).Select(_ => _host.Runtime.InvokeAsync(function, EdgeHost.Get()).AsTask())];
        _time.Advance(TimeSpan.FromMilliseconds(51));
        await Task.WhenAll(results);
        Assert.All(results, result => Assert.Equal("x", result.Result.Text()));
        Assert.Single(results.Select(result => result.Result.IsolateId).Distinct());
    }

    [Fact]
    public async Task RentAsync_AllBusy_StopsAtTheLimitPerFunction()
    {
        await UseAsync(new EdgeHost(options => options.Pool.MaxIsolatesPerFunction = 2));
        EdgeFunction function = await _host.DeployAsync(Busy);
        Task<InvocationResult>[] results = [.. Enumerable.Range(0, 6).Select(_ => Task.Run(() => _host.Runtime.InvokeAsync(function, EdgeHost.Get()).AsTask()))];
        await Task.WhenAll(results);
        Assert.All(results, result => Assert.Equal("busy", result.Result.Text()));
        Assert.InRange(results.Select(result => result.Result.IsolateId).Distinct().Count(), 1, 2);
    }

    [Fact]
    public async Task RentAsync_AtTheCap_EvictsTheLongestIdle()
    {
        await UseAsync(new EdgeHost(options => options.Pool.MaxIsolates = 2));
        EdgeFunction a = await _host.DeployAsync(Hello, name: "a");
        EdgeFunction b = await _host.DeployAsync(Hello, name: "b");
        EdgeFunction c = await _host.DeployAsync(Hello, name: "c");
        string ofA = (await _host.Runtime.InvokeAsync(a, EdgeHost.Get())).IsolateId;
        string ofB = (await _host.Runtime.InvokeAsync(b, EdgeHost.Get())).IsolateId;
        Assert.Equal(ofA, (await _host.Runtime.InvokeAsync(a, EdgeHost.Get())).IsolateId);
        Assert.Equal("hello", (await _host.Runtime.InvokeAsync(c, EdgeHost.Get())).Text());
        Assert.Equal(ofA, (await _host.Runtime.InvokeAsync(a, EdgeHost.Get())).IsolateId);
        Assert.NotEqual(ofB, (await _host.Runtime.InvokeAsync(b, EdgeHost.Get())).IsolateId);
    }

    [Fact]
    public async Task Sweep_IdlePastItsTime_IsDisposed()
    {
        await UseAsync(new EdgeHost(time: _time));
        EdgeFunction function = await _host.DeployAsync(Hello);
        string first = (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).IsolateId;
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(first, (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).IsolateId);
        _time.Advance(TimeSpan.FromMinutes(7));
        InvocationResult later = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.NotEqual(first, later.IsolateId);
        Assert.NotNull(later.ColdStart);
    }

    [Fact]
    public async Task RentAsync_ColdStartThrows_FailureComesWithTheLease()
    {
        // Sound at deploy, broken afterwards: only the first isolate of all sees an even number.
        EdgeFunction function = await _host.DeployAsync(Hello);
        EdgeFunction broken = function with { Version = "9-broken", Modules = [EdgeModule.JavaScript("index.js", "throw new Error('at start');\nexport default {};")], CodeCache = default };
        await using IIsolateLease lease = await _host.Pool.RentAsync(broken);
        InvocationResult result = await lease.FetchAsync(EdgeHost.Get());
        Assert.Equal((InvocationOutcome.Exception, "at start", 1), (result.Outcome, result.Error!.Message, result.Error.Line));
        Assert.Equal("", lease.IsolateId);
    }

    [Fact]
    public async Task ListIsolates_InEveryState_TellsWhatTheyDo()
    {
        await UseAsync(new EdgeHost(time: _time));
        EdgeFunction idle = await _host.DeployAsync(Hello, name: "idle");
        EdgeFunction running = await _host.DeployAsync(Hello, name: "running");
        EdgeFunction old = await _host.DeployAsync(Hello, name: "old");
        await _host.Runtime.InvokeAsync(idle, EdgeHost.Get());
        await _host.Runtime.InvokeAsync(idle, EdgeHost.Get());
        _time.Advance(TimeSpan.FromSeconds(10));
        await using IIsolateLease ofRunning = await _host.Pool.RentAsync(running);
        await using IIsolateLease ofOld = await _host.Pool.RentAsync(old);
        _host.Isolates.Retire(old.Name, old.Version);

        IReadOnlyList<IsolateInfo> isolates = _host.Isolates.ListIsolates();
        Assert.Equal(["idle", "old", "running"], isolates.Select(isolate => isolate.FunctionName).Order());
        IsolateInfo first = isolates[0];
        Assert.Equal((IsolateState.Idle, 2, 0, idle.Version), (first.State, first.RequestsServed, first.RequestsUnderWay, first.FunctionVersion));
        Assert.InRange(first.MemoryBytes, 500_000, 20_000_000);
        Assert.Equal(_time.Start, first.CreatedAt);
        Assert.Equal(_time.Start + TimeSpan.FromSeconds(10), isolates[1].CreatedAt);
        Assert.Equal(IsolateState.Running, isolates.Single(isolate => isolate.FunctionName == "running").State);
        Assert.Equal(IsolateState.Draining, isolates.Single(isolate => isolate.FunctionName == "old").State);

        IsolatePoolStatistics statistics = _host.Isolates.GetStatistics();
        Assert.Equal((3, 1, 0, 3), (statistics.LiveIsolates, statistics.DrainingIsolates, statistics.StartingIsolates, statistics.ColdStarts));
        Assert.Equal(isolates.Sum(isolate => isolate.MemoryBytes), statistics.MemoryBytes);
    }

    [Fact]
    public async Task FetchAsync_AfterDispose_IsMisuse()
    {
        EdgeFunction function = await _host.DeployAsync(Hello);
        IIsolateLease lease = await _host.Pool.RentAsync(function);
        await lease.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await lease.FetchAsync(EdgeHost.Get()));
    }

    [Fact]
    public async Task DisposeAsync_Pool_ClosesEveryIsolate()
    {
        EdgeFunction function = await _host.DeployAsync(Hello);
        await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.Equal(1, _host.Isolates.Count);
        await _host.Isolates.DisposeAsync();
        Assert.Equal(0, _host.Isolates.Count);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task UseAsync(EdgeHost host)
    {
        await _host.DisposeAsync();
        _host = host;
    }
}
