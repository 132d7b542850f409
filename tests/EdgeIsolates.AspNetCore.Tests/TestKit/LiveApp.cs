using EdgeIsolates.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A real Kestrel over the real engine: what is tested here is bytes on their way through both.</summary>
internal sealed class LiveApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LiveApp(WebApplication app, CollectedLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
    }

    public CollectedLog Log { get; }

    public HttpClient Client { get; }

    public IIsolatePoolInspector Pool => _app.Services.GetRequiredService<IIsolatePoolInspector>();

    public IEdgeFunctions Functions => _app.Services.GetRequiredService<IEdgeFunctions>();

    public IServiceProvider Services => _app.Services;

    public Uri Address => Client.BaseAddress!;

    /// <summary>Starts a host with one function at <c>/*</c>. Over HTTP/2 a client can read while it still sends.</summary>
    public static async Task<LiveApp> StartAsync(
        string code,
        Action<EdgeIsolatesOptions>? configure = null,
        Action<EdgeIsolatesHttpOptions>? http = null,
        bool http2 = false,
        Action<WebApplication>? map = null,
        Action<IEdgeIsolatesBuilder>? build = null,
        Func<FunctionConfig, FunctionConfig>? bind = null,
        Action<KestrelServerOptions>? server = null)
    {
        CollectedLog log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
            server?.Invoke(kestrel);
        });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        IEdgeIsolatesBuilder edge = builder.Services.AddEdgeIsolates(options =>
        {
            options.Pool.MinBlanks = 0;
            PatientLimits.Apply(options);
            options.Limits = options.Limits with { WebSocketCloseGrace = TimeSpan.FromSeconds(20) };
            configure?.Invoke(options);
        }).ConfigureHttp(options => http?.Invoke(options));
        build?.Invoke(edge);

        WebApplication app = builder.Build();
        (map ?? (mapped => mapped.MapEdgeIsolates()))(app);
        await app.StartAsync();
        FunctionConfig config = FunctionConfig.Default with { CpuMs = 20_000 };
        LiveApp live = new(app, log);
        await live.DeployAsync(FunctionDeployment.FromCode("live", code, "/*") with { Config = bind?.Invoke(config) ?? config });
        return live;
    }

    public async Task DeployAsync(FunctionDeployment deployment)
    {
        DeployResult deployed = await Functions.DeployAsync(deployment);
        Assert.True(deployed.Succeeded, string.Join('\n', deployed.Faults));
    }

    public Task StopAsync() => _app.StopAsync();

    /// <summary>Waits until a line that holds the text was logged.</summary>
    public Task LoggedAsync(string text) => Log.LineAsync(text);

    /// <summary>Counts what another node might have.</summary>
    public Task CountAsync(MetricsBucket bucket) =>
        _app.Services.GetRequiredService<IMetricsStore>().AddAsync(new MetricsBatch(Guid.NewGuid(), [bucket]), CancellationToken.None);

    /// <summary>What a function did in the last hour.</summary>
    public async Task<FunctionMetrics> MetricsAsync(string name)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return Assert.Single(await _app.Services.GetRequiredService<IEdgeMetrics>().ReadAsync(new FunctionMetricsQuery { FunctionName = name, From = now.AddHours(-1), To = now.AddMinutes(1) }));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
