using System.Net.Http.Json;
using System.Text.Json;
using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.KeyValue;
using EdgeIsolates.Bindings.Objects;
using EdgeIsolates.Bindings.Sql;
using EdgeIsolates.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>
/// A real Kestrel on a free port of the loopback interface, with the layer under test over substitutes of the core. Real, because what is tested here is what goes
/// over the wire.
/// </summary>
internal sealed class EdgeApp : IAsyncDisposable
{
    private const long StoreBytes = 8 * 1024 * 1024;

    private readonly WebApplication _app;

    private EdgeApp(WebApplication app, FakeRuntime runtime, CollectedLog log)
    {
        _app = app;
        Runtime = runtime;
        Functions = app.Services.GetRequiredService<IEdgeFunctions>();
        Health = app.Services.GetRequiredService<IIsolateHealthSource>();
        Pool = app.Services.GetRequiredService<IIsolatePoolInspector>();
        Metrics = app.Services.GetRequiredService<IEdgeMetrics>();
        EdgeQueues = app.Services.GetRequiredService<IEdgeQueues>();
        EdgeSchedules = app.Services.GetRequiredService<IEdgeSchedules>();
        Tail = (FakeTail)app.Services.GetRequiredService<ILiveTail>();
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeRuntime Runtime { get; }

    public IEdgeFunctions Functions { get; }

    public IIsolateHealthSource Health { get; }

    public IIsolatePoolInspector Pool { get; }

    public IEdgeMetrics Metrics { get; }

    public IEdgeQueues EdgeQueues { get; }

    public IEdgeSchedules EdgeSchedules { get; }

    public FakeTail Tail { get; }

    public CollectedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public static async Task<EdgeApp> StartAsync(
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? services = null,
        string environment = "Production")
    {
        FakeRuntime runtime = new();
        CollectedLog log = new();

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<IEdgeRuntime>(runtime)
            .AddSingleton(Substitute.For<IEdgeFunctions>())
            .AddSingleton(Substitute.For<IIsolateHealthSource>())
            .AddSingleton(Substitute.For<IIsolatePoolInspector>())
            .AddSingleton(Substitute.For<IEdgeMetrics>())
            .AddSingleton<HostServiceTypes>()
            .AddSingleton(Substitute.For<IEdgeQueues>())
            .AddSingleton(Substitute.For<IEdgeSchedules>())
            .AddSingleton<ILiveTail, FakeTail>()
            .AddSingleton(static _ => new NodeKeyValues(new InMemoryKeyValueStore(TimeProvider.System, StoreBytes), new EdgeIsolatesOptions(), TimeProvider.System, NullLogger<NodeKeyValues>.Instance))
            .AddSingleton<HostDatabases>()
            .AddSingleton<HostBuckets>();
        services?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        (map ?? (mapped => mapped.MapEdgeIsolates()))(app);
        await app.StartAsync();
        return new EdgeApp(app, runtime, log);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => Client.SendAsync(new HttpRequestMessage(method, path));

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>());

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
