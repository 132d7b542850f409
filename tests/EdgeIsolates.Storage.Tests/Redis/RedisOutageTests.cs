using System.Net;
using System.Net.Sockets;

namespace EdgeIsolates.Storage.Tests.Redis;

/// <summary>The server goes away and comes back.</summary>
[Collection(RedisCollection.Name)]
public sealed class RedisOutageTests(RedisFixture fixture) : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private readonly List<ServiceProvider> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await fixture.Server.StartAsync();
        _nodes.ForEach(node => node.Dispose());
        _end.Dispose();
    }

    [Fact]
    public async Task Operations_ServerStopsAndStarts_FailSoonAndWorkAgain()
    {
        ServiceProvider node = NewNode(fixture.Server.Configuration);
        IRouteStore routes = node.GetRequiredService<IRouteStore>();
        IMetricsStore metrics = node.GetRequiredService<IMetricsStore>();
        IChangeNotifier notifier = node.GetRequiredService<IChangeNotifier>();
        await routes.InitializeAsync(_end.Token);
        await using Hints hints = await Hints.StartAsync(notifier.WatchAsync, _end.Token);

        await fixture.Server.StopAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => hints.NextAsync(_end.Token));
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await AssertUnavailableAsync(() => routes.TryClaimAsync("f", ["/f"], Samples.Noon, _end.Token));
            await AssertUnavailableAsync(() => metrics.AddAsync(Samples.Batch(Samples.Bucket("f", 0, ("n", 1))), _end.Token));
            await AssertUnavailableAsync(() => notifier.PublishAsync(_end.Token));
        }

        await AssertUnavailableAsync(() => Hints.StartAsync(notifier.WatchAsync, _end.Token));

        await fixture.Server.StartAsync();

        await WorksAgainAsync(() => routes.TryClaimAsync("f", ["/f"], Samples.Noon, _end.Token));
        await WorksAgainAsync(() => metrics.AddAsync(Samples.Batch(Samples.Bucket("f", 0, ("n", 1))), _end.Token));
        Hints? again = null;
        await WorksAgainAsync(async () => again = await Hints.StartAsync(notifier.WatchAsync, _end.Token));
        await notifier.PublishAsync(_end.Token);
        Assert.True(await again!.NextAsync(_end.Token));
        await again.DisposeAsync();
    }

    [Fact]
    public async Task Operations_CallerBlocksTheThreadItGoesOnWith_OthersAreAnswered()
    {
        ServiceProvider node = NewNode(fixture.Server.Configuration);
        IRouteStore routes = node.GetRequiredService<IRouteStore>();
        using ManualResetEventSlim release = new();
        TaskCompletionSource isBlocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task blocking = Task.Run(BlockAsync);
        await isBlocked.Task;
        await routes.ListAsync(_end.Token);
        release.Set();
        await blocking;

        async Task BlockAsync()
        {
            await routes.InitializeAsync(_end.Token);
            isBlocked.SetResult();
            release.Wait(_end.Token);
        }
    }

    [Fact]
    public async Task Initialize_NobodyListensAndThenSomebodyDoes_FailsSoonAndWorks()
    {
        await fixture.Server.StopAsync();
        IRouteStore routes = NewNode(fixture.Server.Configuration).GetRequiredService<IRouteStore>();

        StoreUnavailableException error = await AssertUnavailableAsync(() => routes.InitializeAsync(_end.Token));

        Assert.Contains(fixture.Server.Configuration, error.Message, StringComparison.Ordinal);
        await fixture.Server.StartAsync();
        await WorksAgainAsync(() => routes.InitializeAsync(_end.Token));
    }

    [Fact]
    public async Task Initialize_ServerNeverAnswers_FailsInTime()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        IRouteStore routes = NewNode($"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}").GetRequiredService<IRouteStore>();

        await AssertUnavailableAsync(() => routes.InitializeAsync(_end.Token));
    }

    private static async Task<StoreUnavailableException> AssertUnavailableAsync(Func<Task> operation) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(operation);

    private ServiceProvider NewNode(string configuration)
    {
        StoreBuilder builder = new();
        string prefix = fixture.NewPrefix();
        builder.AddRedisStores(options =>
        {
            options.Configuration = configuration;
            options.KeyPrefix = prefix;
            options.Timeout = TimeSpan.FromSeconds(2);
        });
        ServiceProvider node = builder.Services.BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    /// <summary>The client connects again in its own time; only that it does is ours to check.</summary>
    private async Task WorksAgainAsync(Func<Task> operation)
    {
        while (await Xunit.Record.ExceptionAsync(operation) is { } error)
        {
            Assert.IsType<StoreUnavailableException>(error);
            await Task.Delay(50, _end.Token);
        }
    }
}
