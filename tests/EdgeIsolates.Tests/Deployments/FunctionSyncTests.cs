using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Deployments;

/// <summary>How a node keeps like the stores, whatever these do.</summary>
public sealed class FunctionSyncTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";

    private readonly SharedStores _stores = new();
    private readonly FakeTime _time = new();
    private readonly EdgeHost _first;

    public FunctionSyncTests() => _first = _stores.NewHost();

    [Fact]
    public async Task Change_CodeCannotBeReadWhenItComes_IsWarmedWhenTheStoreAnswers()
    {
        await using EdgeHost second = _stores.NewHost(time: _time);
        await second.StartAsync();
        _stores.Functions.HidesPackages = true;
        EdgeFunction function = await _first.DeployAsync(Hello, new FunctionConfig { MinWarm = 1 });
        await UntilAsync(() => _stores.Functions.PackagesRead > 0);
        Assert.False(second.Isolates.IsWarm(function.Name, function.Version));

        _stores.Functions.HidesPackages = false;
        await UntilAsync(() => second.Isolates.IsWarm(function.Name, function.Version));
    }

    [Fact]
    public async Task Change_VersionIsReplacedBeforeItsCodeCouldBeRead_IsNotWarmedAnyMore()
    {
        await using EdgeHost second = _stores.NewHost(time: _time);
        await second.StartAsync();
        _stores.Functions.HidesPackages = true;
        EdgeFunction old = await _first.DeployAsync(Hello, new FunctionConfig { MinWarm = 1 });
        await UntilAsync(() => _stores.Functions.PackagesRead > 0);
        EdgeFunction next = await _first.DeployAsync(Hello, new FunctionConfig { MinWarm = 1 });
        await UntilAsync(() => second.Functions.Find("f")?.Traffic[0].Version.Number == 2);

        _stores.Functions.HidesPackages = false;
        await UntilAsync(() => second.Isolates.IsWarm(next.Name, next.Version));
        Assert.False(second.Isolates.IsWarm(old.Name, old.Version));
    }

    [Fact]
    public async Task StartAsync_RouteStoreIsAway_FunctionsAnswerAndTheRoutesAreClaimedWhenItIsBack()
    {
        await _first.DeployAsync(Hello, null, "f", "/f");
        await _stores.Routes.ReleaseAsync("f", [], default);
        _stores.Routes.IsAway = true;
        await using EdgeHost second = _stores.NewHost(time: _time);
        await second.StartAsync();
        Assert.Equal("f", second.Runtime.Match("example.com", "/f")?.Name);
        Assert.Equal("hello", (await second.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
        Assert.Equal(DeployFaultCodes.StoreUnavailable, Assert.Single((await second.TryDeployAsync(Hello, null, "g", "/g")).Faults).Code);
        Assert.True((await second.TryDeployAsync(Hello, null, "h")).Succeeded);

        _stores.Routes.IsAway = false;
        await UntilAsync(() => _stores.Routes.ListAsync(default).Result.Any(claim => claim.Pattern == "/f"));
        Assert.True((await second.TryDeployAsync(Hello, null, "g", "/g")).Succeeded);
        Assert.Empty(await second.Functions.CheckStoresAsync());
    }

    [Fact]
    public async Task StartAsync_FunctionStoreIsAway_TellsSo()
    {
        _stores.Functions.IsAway = true;
        await using EdgeHost second = _stores.NewHost(time: _time);
        await Assert.ThrowsAsync<StoreUnavailableException>(second.StartAsync);
    }

    [Fact]
    public async Task Hints_SourceThrowsWhatNobodyExpects_IsListenedToAgain()
    {
        var notifier = new BreakingNotifier(failures: 3);
        await using var second = new EdgeHost(null, _time, services =>
        {
            _stores.Register(services);
            services.AddSingleton<IChangeNotifier>(notifier);
        });
        await second.StartAsync();
        await UntilAsync(() => notifier.Watches == 4);
        await _first.DeployAsync(Hello);
        await UntilAsync(() => second.Functions.Find("f") is { Status: FunctionStatus.Active });
    }

    public ValueTask DisposeAsync() => _first.DisposeAsync();

    /// <summary>Lets the second node's time go by until something is so.</summary>
    private async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, limit.Token);
        }
    }
}
