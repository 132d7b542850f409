
namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>The server goes away and comes back.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlOutageTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private ServiceProvider _node = null!;

    public Task InitializeAsync()
    {
        StoreBuilder builder = new();
        string schema = fixture.NewSchema();
        builder.AddPostgreSqlStores(options =>
        {
            options.ConnectionString = fixture.Server.ConnectionString;
            options.Schema = schema;
        });
        _node = builder.Services.BuildServiceProvider();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await fixture.Server.StartAsync();
        await _node.DisposeAsync();
        _end.Dispose();
    }

    [Fact]
    public async Task Operations_ServerStopsAndStarts_FailSoonAndWorkAgain()
    {
        IFunctionStore functions = _node.GetRequiredService<IFunctionStore>();
        IRouteStore routes = _node.GetRequiredService<IRouteStore>();
        IMetricsStore metrics = _node.GetRequiredService<IMetricsStore>();
        await functions.InitializeAsync(_end.Token);
        await functions.TryWriteAsync(Samples.Record("f"), _end.Token);
        await using Hints hints = await Hints.StartAsync(functions.WatchAsync, _end.Token);

        await fixture.Server.StopAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => hints.NextAsync(_end.Token));
        for (int attempt = 0; attempt < 3; attempt++)
        {
            await AssertUnavailableAsync(() => functions.FindAsync("f", _end.Token));
            await AssertUnavailableAsync(() => functions.TryWriteAsync(Samples.Record("f", 2), _end.Token));
            await AssertUnavailableAsync(() => routes.ListAsync(_end.Token));
            await AssertUnavailableAsync(() => metrics.AddAsync(Samples.Batch(Samples.Bucket("f", 0, ("n", 1))), _end.Token));
        }

        await fixture.Server.StartAsync();

        Assert.Equal(1, (await functions.FindAsync("f", _end.Token))?.Revision);
        Assert.True(await functions.TryWriteAsync(Samples.Record("f", 2), _end.Token));
        await using Hints again = await Hints.StartAsync(functions.WatchAsync, _end.Token);
        await functions.TryWriteAsync(Samples.Record("f", 3), _end.Token);
        Assert.True(await again.NextAsync(_end.Token));
    }

    [Fact]
    public async Task Operations_ServerRestartsUnseen_AtMostOneFails()
    {
        IFunctionStore functions = _node.GetRequiredService<IFunctionStore>();
        await functions.InitializeAsync(_end.Token);
        await functions.TryWriteAsync(Samples.Record("f"), _end.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => functions.FindAsync("f", _end.Token)));

        await fixture.Server.StopAsync();
        await fixture.Server.StartAsync();

        int failures = 0;
        for (int attempt = 0; attempt < 10; attempt++)
        {
            failures += await Xunit.Record.ExceptionAsync(() => functions.FindAsync("f", _end.Token)) is null ? 0 : 1;
        }

        Assert.InRange(failures, 0, 1);
    }

    [Fact]
    public async Task Initialize_NobodyListens_NamesTheServer()
    {
        await fixture.Server.StopAsync();

        StoreUnavailableException error = await AssertUnavailableAsync(() => _node.GetRequiredService<IFunctionStore>().InitializeAsync(_end.Token));

        Assert.Contains("127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
        await fixture.Server.StartAsync();
        await _node.GetRequiredService<IFunctionStore>().InitializeAsync(_end.Token);
    }

    private static async Task<StoreUnavailableException> AssertUnavailableAsync(Func<Task> operation) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(operation);
}
