using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class PoolQueueTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";

    private static readonly FunctionConfig OneAtATime = new() { MaxIsolates = 1, MaxConcurrentRequests = 1 };

    private readonly FakeTime _time = new();
    private readonly List<IIsolateLease> _leases = [];
    private readonly List<Task<IIsolateLease>> _rents = [];
    private EdgeHost _host;

    public PoolQueueTests() => _host = new EdgeHost(time: _time);

    private IIsolatePool Pool => _host.Pool;

    private IsolatePoolStatistics Statistics => _host.Isolates.GetStatistics();

    [Fact]
    public async Task RentAsync_AsManyRequestsAsMayBe_WaitsUntilOneIsAnswered()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        IIsolateLease first = await Pool.RentAsync(function);
        Task<IIsolateLease> second = RentAsync(function);
        Assert.False(second.IsCompleted);
        Assert.Equal(1, Statistics.QueuedRequests);
        await first.DisposeAsync();
        Assert.Equal((first.IsolateId, false), ((await second).IsolateId, (await second).IsCold));
        Assert.Equal(0, Statistics.QueuedRequests);
    }

    [Fact]
    public async Task RentAsync_SeveralRequestsPerIsolate_ShareItUpToTheLimit()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime with { MaxConcurrentRequests = 3 });
        for (int i = 0; i < 3; i++)
        {
            _leases.Add(await Pool.RentAsync(function));
        }

        Task<IIsolateLease> fourth = RentAsync(function);
        Assert.False(fourth.IsCompleted);
        await _leases[1].DisposeAsync();
        await fourth;
        Assert.Single(_host.Isolates.ListIsolates());
    }

    [Fact]
    public async Task RentAsync_SeveralWait_FirstComeFirstServed()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        IIsolateLease current = await Pool.RentAsync(function);
        Task<IIsolateLease>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => RentAsync(function))];
        foreach (Task<IIsolateLease> next in waiting)
        {
            Assert.DoesNotContain(waiting.SkipWhile(rent => rent != next), rent => rent.IsCompleted);
            await current.DisposeAsync();
            current = await next;
        }
    }

    [Fact]
    public async Task RentAsync_FunctionIsBusyPastTheDeadline_IsShedAndToldWhy()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        _leases.Add(await Pool.RentAsync(function));
        Task<InvocationResult> late = _host.Runtime.InvokeAsync(function, EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5.1));
        InvocationResult result = await late;
        Assert.Equal(InvocationOutcome.LoadShed, result.Outcome);
        Assert.Equal("The function f may have 1 isolates with 1 requests each at the same time, and all are busy, and none became free within 5 s.", result.Error!.Message);
        Assert.Equal(TimeSpan.FromSeconds(5), result.RetryAfter);
        Assert.Equal((0, 1), (Statistics.QueuedRequests, Statistics.ShedRequests));
    }

    [Fact]
    public async Task RentAsync_HostIsFullPastTheDeadline_IsShedAndToldWhy()
    {
        await UseAsync(options => options.Pool.MaxIsolates = 1);
        _leases.Add(await Pool.RentAsync(await _host.DeployAsync(Hello, name: "a")));
        Task<InvocationResult> late = _host.Runtime.InvokeAsync(await _host.DeployAsync(Hello, name: "b"), EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal("The host runs as many isolates as it may (1), and all are in use, and none became free within 5 s.", (await late).Error!.Message);
    }

    [Fact]
    public async Task RentAsync_MemoryBudgetIsSpent_WaitsForARequestToEnd()
    {
        await UseAsync(options => (options.Pool.MemoryBudgetBytes, options.Pool.MaxIsolates) = (3L * 1024 * 1024, 10));
        IIsolateLease first = await Pool.RentAsync(await _host.DeployAsync(Hello, name: "a"));
        EdgeFunction other = await _host.DeployAsync(Hello, name: "b");
        Task<InvocationResult> late = _host.Runtime.InvokeAsync(other, EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Contains("all of the 3 MB that they may", (await late).Error!.Message, StringComparison.Ordinal);
        Task<IIsolateLease> second = RentAsync(other);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        Assert.True((await second).IsCold);
    }

    [Fact]
    public async Task RentAsync_CallerGivesUp_LeavesTheQueueToOthers()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        IIsolateLease first = await Pool.RentAsync(function);
        using var source = new CancellationTokenSource();
        Task<IIsolateLease> impatient = Pool.RentAsync(function, source.Token).AsTask();
        Task<IIsolateLease> patient = RentAsync(function);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(1, Statistics.QueuedRequests);
        await first.DisposeAsync();
        Assert.Equal(first.IsolateId, (await patient).IsolateId);
    }

    [Fact]
    public async Task RentAsync_QueueIsFull_RefusesTheLastOfTheFunctionWithMost()
    {
        await UseAsync(options => options.Pool.MaxQueuedRequests = 3);
        EdgeFunction flood = await _host.DeployAsync(Hello, OneAtATime, "flood");
        EdgeFunction quiet = await _host.DeployAsync(Hello, OneAtATime, "quiet");
        _leases.Add(await Pool.RentAsync(flood));
        IIsolateLease ofQuiet = await Pool.RentAsync(quiet);
        Task<IIsolateLease>[] many = [.. Enumerable.Range(0, 3).Select(_ => RentAsync(flood))];
        Task<IIsolateLease> one = RentAsync(quiet);
        InvocationResult refused = await (await many[2]).FetchAsync(EdgeHost.Get());
        Assert.Equal(InvocationOutcome.LoadShed, refused.Outcome);
        Assert.EndsWith("and 3 requests wait already.", refused.Error!.Message, StringComparison.Ordinal);
        Assert.False(many[0].IsCompleted || many[1].IsCompleted || one.IsCompleted);
        await ofQuiet.DisposeAsync();
        Assert.Equal(ofQuiet.IsolateId, (await one).IsolateId);
    }

    [Fact]
    public async Task RentAsync_StartFailsWhileOthersWait_AllAreToldAndNoneTriesAgain()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        EdgeFunction broken = function with
        {
            Version = "9-broken",
            Modules = [EdgeModule.JavaScript("index.js", "await new Promise(d => setTimeout(d, 100)); throw new Error('at start');\nexport default {};")],
            CodeCache = default,
            IsClassicScript = false,
        };
        Task<InvocationResult>[] results = [.. Enumerable.Range(0, 4).Select(_ => _host.Runtime.InvokeAsync(broken, EdgeHost.Get()).AsTask())];
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.All(await Task.WhenAll(results), result => Assert.Equal("at start", result.Error!.Message));
        Assert.Equal(1, Statistics.ColdStarts);
    }

    [Fact]
    public async Task DisposeAsync_RequestsWait_AreRefused()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, OneAtATime);
        IIsolateLease first = await Pool.RentAsync(function);
        Task<IIsolateLease> waiting = RentAsync(function);
        ValueTask disposing = _host.Isolates.DisposeAsync();
        InvocationResult result = await (await waiting).FetchAsync(EdgeHost.Get());
        Assert.Equal((InvocationOutcome.LoadShed, "The host is shutting down."), (result.Outcome, result.Error!.Message));
        await first.DisposeAsync();
        await disposing;
    }

    public async ValueTask DisposeAsync()
    {
        // Refuses those that still wait; then the rest can be given back.
        ValueTask disposing = _host.DisposeAsync();
        foreach (IIsolateLease lease in _leases.Concat(await Task.WhenAll(_rents)))
        {
            await lease.DisposeAsync();
        }

        await disposing;
    }

    private Task<IIsolateLease> RentAsync(EdgeFunction function)
    {
        Task<IIsolateLease> rent = Pool.RentAsync(function).AsTask();
        _rents.Add(rent);
        return rent;
    }

    private async Task UseAsync(Action<EdgeIsolatesOptions> configure)
    {
        await _host.DisposeAsync();
        _host = new EdgeHost(configure, _time);
    }
}
