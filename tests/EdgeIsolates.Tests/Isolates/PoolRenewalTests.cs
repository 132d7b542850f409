using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class PoolRenewalTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";
    private const string Leak = "const kept = []; export default { fetch() { kept.push(new Uint8Array(6.2e6)); return new Response('leak'); } }";
    private const string Endless = """
        export default {
          fetch(request, env, ctx) {
            if (request.url.endsWith('/wait')) {
              ctx.waitUntil(new Promise(done => setTimeout(done, 25000)));
              return new Response('waits');
            }
            return new Response(new ReadableStream({ async pull(controller) {
              await new Promise(done => setTimeout(done, 1000));
              controller.enqueue(new Uint8Array(1));
            } }));
          },
        };
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTime _time = new();
    private EdgeHost _host = new();

    [Fact]
    public async Task Invoke_EnoughRequests_IsolateIsReplacedBeforeItIsMissed()
    {
        await UseAsync(options => options.Pool.MaxRequestsPerIsolate = 3);
        EdgeFunction function = await _host.DeployAsync(Hello);
        string first = (await CallAsync(function)).IsolateId;
        Assert.Equal(first, (await CallAsync(function)).IsolateId);
        Assert.Equal(first, (await CallAsync(function)).IsolateId);
        IsolateInfo second = await SuccessorAsync(first);
        InvocationResult next = await CallAsync(function);
        Assert.Equal(second.Id, next.IsolateId);
        Assert.Null(next.ColdStart);
        Assert.Equal(1, _host.Isolates.GetStatistics().RenewedIsolates);
    }

    [Fact]
    public async Task Invoke_NearTheMemoryLimit_IsolateIsReplaced()
    {
        await UseAsync();
        EdgeFunction function = await _host.DeployAsync(Leak, new FunctionConfig { MemoryLimitMb = 64 });
        string first = (await CallAsync(function)).IsolateId;
        _time.Advance(TimeSpan.FromSeconds(11));
        for (int i = 0; i < 7; i++)
        {
            Assert.Equal(first, (await CallAsync(function)).IsolateId);
        }

        await CallAsync(function);
        await CallAsync(function);
        await SuccessorAsync(first);
    }

    [Fact]
    public async Task Invoke_MuchGrowth_IsolateIsReplaced()
    {
        await UseAsync(options => options.Pool.MaxGrowthBytes = 10_000_000);
        EdgeFunction function = await _host.DeployAsync(Leak);
        string first = (await CallAsync(function)).IsolateId;
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(first, (await CallAsync(function)).IsolateId);
        Assert.Equal(0, _host.Isolates.GetStatistics().RenewedIsolates);
        await CallAsync(function);
        await SuccessorAsync(first);
    }

    [Fact]
    public async Task Invoke_GrowthInTheFirstSeconds_IsLeftAlone()
    {
        await UseAsync(options => options.Pool.MaxGrowthBytes = 1_000_000);
        EdgeFunction function = await _host.DeployAsync(Leak);
        string first = (await CallAsync(function)).IsolateId;
        Assert.Equal(first, (await CallAsync(function)).IsolateId);
        Assert.Equal(first, (await CallAsync(function)).IsolateId);
        Assert.Equal(0, _host.Isolates.GetStatistics().RenewedIsolates);
    }

    [Fact]
    public async Task Invoke_NoRoomForASuccessor_IsolateGoesAndTheNextRequestStartsAnother()
    {
        await UseAsync(options =>
        {
            options.Pool.MaxRequestsPerIsolate = 1;
            options.Pool.MaxIsolates = 1;
        });
        EdgeFunction function = await _host.DeployAsync(Hello);
        string first = (await CallAsync(function)).IsolateId;
        InvocationResult next = await CallAsync(function);
        Assert.NotEqual(first, next.IsolateId);
        Assert.NotNull(next.ColdStart);
    }

    [Fact]
    public async Task MinWarm_NoRequests_AsManyAreStartedAndKept()
    {
        await UseAsync();
        EdgeFunction function = await _host.DeployAsync(
            "export default { fetch(request) { if (request.url.endsWith('burn')) for (;;); return new Response('x'); } }",
            new FunctionConfig { MinWarm = 2, CpuMs = 50 });
        await WaitForAsync(() => Idle().Count() == 2);
        _time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(2, Idle().Count());

        string burnt = (await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/burn"))).IsolateId;
        await WaitForAsync(() => Idle().Count() == 2 && _host.Isolates.ListIsolates().All(isolate => isolate.Id != burnt));
        Assert.Null((await CallAsync(function)).ColdStart);
    }

    [Fact]
    public async Task DeployAsync_OldVersionIsWarm_FirstRequestOfTheNewMeetsAWarmOne()
    {
        await UseAsync();
        await CallAsync(await _host.DeployAsync(Hello));
        await _host.DeployAsync("export default { fetch() { return new Response('new'); } }");
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal("new", result.Text());
        Assert.Null(result.ColdStart);
    }

    [Fact]
    public async Task DeployAsync_OnAnotherNode_AWarmNodeStartsTheNewVersionByItself()
    {
        var stores = new SharedStores();
        await using EdgeHost first = stores.NewHost();
        await using EdgeHost second = stores.NewHost();
        await first.DeployAsync(Hello);
        await second.SyncAsync();
        (await second.Runtime.InvokeAsync("f", EdgeHost.Get())).Text();
        EdgeFunction function = await first.DeployAsync("export default { fetch() { return new Response('new'); } }");
        await second.SyncAsync();
        await WaitForAsync(() => second.Isolates.IsWarm("f", function.Version));
        InvocationResult result = await second.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal("new", result.Text());
        Assert.Null(result.ColdStart);
    }

    [Fact]
    public async Task MinWarm_NodeStarts_FunctionIsWarmBeforeItsFirstRequest()
    {
        var stores = new SharedStores();
        await using EdgeHost first = stores.NewHost();
        await using EdgeHost second = stores.NewHost();
        EdgeFunction function = await first.DeployAsync(Hello, new FunctionConfig { MinWarm = 1 });
        await second.SyncAsync();
        await WaitForAsync(() => second.Isolates.IsWarm("f", function.Version));
    }

    [Fact]
    public async Task DeployAsync_OldVersionIsCold_StartsNothing()
    {
        await UseAsync();
        await _host.DeployAsync(Hello);
        await _host.DeployAsync("export default { fetch() { return new Response('new'); } }");
        Assert.Empty(_host.Isolates.ListIsolates());
    }

    [Fact]
    public async Task RollBackAsync_RetiredVersion_KeepsItsIsolatesAgain()
    {
        await UseAsync();
        await CallAsync(await _host.DeployAsync(Hello));
        await _host.DeployAsync("export default { fetch() { return new Response('new'); } }");
        Assert.True((await _host.Functions.RollBackAsync("f")).Succeeded);
        string first = (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).IsolateId;

        // The one that was made ready ahead may be there as well.
        Assert.Contains(_host.Isolates.ListIsolates(), isolate => isolate.Id == first && isolate.State != IsolateState.Draining);
    }

    [Fact]
    public async Task Drain_StreamGoesOnPastTheDeadline_IsBrokenOffWithAReason()
    {
        await UseAsync();
        EdgeFunction function = await _host.DeployAsync(Endless);
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        _host.Isolates.Retire(function.Name, function.Version);
        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(IsolateState.Draining, Assert.Single(_host.Isolates.ListIsolates()).State);
        _time.Advance(TimeSpan.FromSeconds(30));
        EdgeBodyException failure = await Assert.ThrowsAsync<EdgeBodyException>(async () =>
        {
            while (true)
            {
                System.IO.Pipelines.ReadResult read = await result.Response!.BodyReader!.ReadAsync();
                result.Response.BodyReader.AdvanceTo(read.Buffer.End);
                Assert.False(read.IsCompleted);
            }
        });
        Assert.Equal("The isolate was replaced, and what was under way in it did not finish within 60 s.", failure.Error.Message);
        await WaitForAsync(() => _host.Isolates.Count == 0);
    }

    [Fact]
    public async Task Drain_WaitUntilEndsInTime_IsLeftToFinish()
    {
        await UseAsync();
        EdgeFunction function = await _host.DeployAsync(Endless);
        Assert.Equal("waits", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/wait"))).Text());
        _host.Isolates.Retire(function.Name, function.Version);
        Assert.Equal(1, Assert.Single(_host.Isolates.ListIsolates()).RequestsUnderWay);
        _time.Advance(TimeSpan.FromSeconds(24));
        Assert.Equal(1, _host.Isolates.Count);
        _time.Advance(TimeSpan.FromSeconds(2));
        await WaitForAsync(() => _host.Isolates.Count == 0);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private IEnumerable<IsolateInfo> Idle() => _host.Isolates.ListIsolates().Where(isolate => isolate.State == IsolateState.Idle);

    private async Task<InvocationResult> CallAsync(EdgeFunction function)
    {
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        result.Text();
        return result;
    }

    private async Task<IsolateInfo> SuccessorAsync(string first)
    {
        await WaitForAsync(() => _host.Isolates.ListIsolates() is [{ State: IsolateState.Idle } only] && only.Id != first);
        return _host.Isolates.ListIsolates()[0];
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, "It never came.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private async Task UseAsync(Action<EdgeIsolatesOptions>? configure = null)
    {
        await _host.DisposeAsync();
        _host = new EdgeHost(configure, _time);
    }
}
