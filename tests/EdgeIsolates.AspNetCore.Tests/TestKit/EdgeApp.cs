using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>
/// A real Kestrel on a free port of the loopback interface, with the layer under test over substitutes of the core. Real, because what is tested here is what goes
/// over the wire.
/// </summary>
internal sealed class EdgeApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EdgeApp(WebApplication app, FakeRuntime runtime, IEdgeFunctions functions, IIsolateHealthSource health, CollectedLog log)
    {
        _app = app;
        Runtime = runtime;
        Functions = functions;
        Health = health;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public FakeRuntime Runtime { get; }

    public IEdgeFunctions Functions { get; }

    public IIsolateHealthSource Health { get; }

    public CollectedLog Log { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public static async Task<EdgeApp> StartAsync(
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? services = null,
        string environment = "Production")
    {
        FakeRuntime runtime = new();
        IEdgeFunctions functions = Substitute.For<IEdgeFunctions>();
        IIsolateHealthSource health = Substitute.For<IIsolateHealthSource>();
        CollectedLog log = new();

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddSingleton<IEdgeRuntime>(runtime).AddSingleton(functions).AddSingleton(health);
        services?.Invoke(builder.Services);

        WebApplication app = builder.Build();
        (map ?? (mapped => mapped.MapEdgeIsolates()))(app);
        await app.StartAsync();
        return new EdgeApp(app, runtime, functions, health, log);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => Client.SendAsync(new HttpRequestMessage(method, path));

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>());

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
