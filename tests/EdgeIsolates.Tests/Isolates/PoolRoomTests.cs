using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class PoolRoomTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";
    private const string Large = "export default { fetch() { globalThis.kept ??= new Uint8Array(20e6); return new Response('large'); } }";

    private readonly FakeTime _time = new();
    private readonly List<IIsolateLease> _leases = [];
    private EdgeHost _host = new();

    private IIsolatePool Pool => _host.Pool;

    private IEnumerable<string> Names => _host.Isolates.ListIsolates().Where(isolate => isolate.State != IsolateState.Draining).Select(isolate => isolate.FunctionName);

    [Fact]
    public async Task RentAsync_NoRoomAndEquallyIdle_TheLargeOneGoes()
    {
        await UseAsync(options => options.Pool.MaxIsolates = 2);
        await CallAsync("small", Hello);
        await CallAsync("large", Large);
        _time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync("new", Hello);
        Assert.Equal(["new", "small"], Names.Order());
    }

    [Fact]
    public async Task RentAsync_NoRoomAndSmallOneIdleMuchLonger_TheSmallOneGoes()
    {
        await UseAsync(options => options.Pool.MaxIsolates = 2);
        await CallAsync("small", Hello);
        _time.Advance(TimeSpan.FromSeconds(200));
        await CallAsync("large", Large);
        _time.Advance(TimeSpan.FromSeconds(2));
        await CallAsync("new", Hello);
        Assert.Equal(["large", "new"], Names.Order());
    }

    [Fact]
    public async Task Invoke_IsolatesGrowOverTheBudget_IdleOnesGo()
    {
        await UseAsync(options => options.Pool.MemoryBudgetBytes = 40_000_000);
        await CallAsync("first", Large);
        await CallAsync("second", Large);
        Assert.Equal(["second"], Names);
        Assert.InRange(_host.Isolates.GetStatistics().MemoryBytes, 20_000_000, 40_000_000);
    }

    [Fact]
    public async Task Invoke_IsolateInUseGrowsOverTheBudget_TheLargestGivesWay()
    {
        await UseAsync(options => options.Pool.MemoryBudgetBytes = 15_000_000);
        EdgeFunction function = await _host.DeployAsync(Large);
        await using IIsolateLease lease = await Pool.RentAsync(function);
        Assert.Equal("large", (await lease.FetchAsync(EdgeHost.Get())).Text());
        Assert.Equal(IsolateState.Draining, Assert.Single(_host.Isolates.ListIsolates()).State);
    }

    [Fact]
    public async Task Invoke_BlanksTakePartOfTheBudget_IdleOnesGoSooner()
    {
        const string GrowsLater = "let calls = 0; export default { fetch() { if (calls++) globalThis.kept ??= new Uint8Array(54e6); return new Response('ok'); } }";
        await UseAsync(options => (options.Pool.MemoryBudgetBytes, options.Pool.MinBlanks, options.Pool.MaxBlanks) = (64_000_000, 8, 8));
        await CallAsync("idle", Hello);
        EdgeFunction growing = await _host.DeployAsync(GrowsLater, name: "growing");
        await _host.Runtime.InvokeAsync(growing, EdgeHost.Get());
        Assert.Equal(3, _host.Blanks.Target);
        Assert.True(SpinWait.SpinUntil(() => _host.Blanks.Ready == 3, TimeSpan.FromSeconds(60)), "The reserve was not filled.");
        Assert.InRange(_host.Isolates.GetStatistics().OtherMemoryBytes, 3 * 2 * 1024 * 1024, long.MaxValue);

        (await _host.Runtime.InvokeAsync(growing, EdgeHost.Get())).Text();
        Assert.Equal(["growing"], Names);
    }

    [Fact]
    public async Task RentAsync_LostIsolatesHoldTheBudget_IdleOnesMakeRoom()
    {
        await UseAsync(options => options.Pool.MemoryBudgetBytes = 15_000_000);
        await CallAsync("first", Hello);
        _host.LostBytes = 10_000_000;
        await CallAsync("second", Hello);
        Assert.Equal(["second"], Names);
        Assert.InRange(_host.Isolates.GetStatistics().OtherMemoryBytes, 10_000_000, long.MaxValue);
    }

    [Fact]
    public async Task RentAsync_FunctionHasAnIsolate_TakesNoOtherFunctionsOnlyOne()
    {
        await UseAsync(options =>
        {
            options.Pool.MaxIsolates = 2;
            options.Pool.MaxIsolatesPerFunction = 2;
        });
        EdgeFunction greedy = await _host.DeployAsync(Hello, name: "greedy");
        await CallAsync("other", Hello);
        _leases.Add(await Pool.RentAsync(greedy));
        _leases.Add(await Pool.RentAsync(greedy));
        Assert.Equal(_leases[0].IsolateId, _leases[1].IsolateId);
        Assert.Equal(["greedy", "other"], Names.Order());

        _time.Advance(TimeSpan.FromSeconds(31));
        _leases.Add(await Pool.RentAsync(greedy));
        Assert.Equal(["greedy", "greedy"], Names);
    }

    [Fact]
    public async Task RentAsync_AllInUse_TheFunctionWithMostGivesOneUp()
    {
        await UseAsync(options =>
        {
            options.Pool.MaxIsolates = 3;
            options.Pool.MaxIsolatesPerFunction = 3;
        });
        EdgeFunction rich = await _host.DeployAsync(Hello, name: "rich");
        EdgeFunction poor = await _host.DeployAsync(Hello, name: "poor");
        for (int i = 0; i < 3; i++)
        {
            _leases.Add(await Pool.RentAsync(rich));
        }

        Task<IIsolateLease> waiting = Pool.RentAsync(poor).AsTask();
        Assert.False(waiting.IsCompleted);
        string leaving = Assert.Single(_host.Isolates.ListIsolates(), isolate => isolate.State == IsolateState.Draining).Id;
        await _leases.Single(lease => lease.IsolateId == leaving).DisposeAsync();
        _leases.Add(await waiting);
        Assert.Equal(["poor", "rich", "rich"], Names.Order());
    }

    [Fact]
    public async Task RentAsync_RoomGetsFree_FunctionsTakeTurns()
    {
        await UseAsync(options =>
        {
            options.Pool.MaxIsolates = 2;
            options.Pool.MaxIsolatesPerFunction = 2;
            options.Pool.MaxConcurrentRequests = 1;
        });
        EdgeFunction flood = await _host.DeployAsync(Hello, name: "flood");
        EdgeFunction late = await _host.DeployAsync(Hello, name: "late");
        IIsolateLease x = await Pool.RentAsync(await _host.DeployAsync(Hello, name: "x"));
        IIsolateLease y = await Pool.RentAsync(await _host.DeployAsync(Hello, name: "y"));
        Task<IIsolateLease>[] many = [.. Enumerable.Range(0, 4).Select(_ => Pool.RentAsync(flood).AsTask())];
        Task<IIsolateLease> one = Pool.RentAsync(late).AsTask();
        await x.DisposeAsync();
        _leases.Add(await many[0]);
        Assert.False(many[1].IsCompleted || one.IsCompleted);
        await y.DisposeAsync();
        _leases.Add(await one);
        Assert.False(many[1].IsCompleted);

        await _leases[0].DisposeAsync();
        for (int i = 1; i < many.Length; i++)
        {
            await (await many[i]).DisposeAsync();
        }
    }

    [Fact]
    public async Task RentAsync_KeptWarmOnesAreIdle_GoLast()
    {
        await UseAsync(options => options.Pool.MaxIsolates = 2);
        await CallAsync("kept", Hello, new FunctionConfig { MinWarm = 1 });
        _time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync("usual", Hello);
        await CallAsync("new", Hello);
        Assert.Equal(["kept", "new"], Names.Order());

        _leases.Add(await Pool.RentAsync(await _host.DeployAsync(Hello, name: "new2")));
        _leases.Add(await Pool.RentAsync(await _host.DeployAsync(Hello, name: "new3")));
        Assert.Equal(["new2", "new3"], Names.Order());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IIsolateLease lease in _leases)
        {
            await lease.DisposeAsync();
        }

        await _host.DisposeAsync();
    }

    private async Task CallAsync(string name, string code, FunctionConfig? config = null)
    {
        EdgeFunction function = await _host.DeployAsync(code, config, name);
        (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text();
    }

    private async Task UseAsync(Action<EdgeIsolatesOptions> configure)
    {
        await _host.DisposeAsync();
        _host = new EdgeHost(configure, _time);
    }
}
