using System.Net;
using System.Security.Cryptography.X509Certificates;
using EdgeIsolates.AspNetCore;
using EdgeIsolates.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A host in a region, on a real Kestrel.</summary>
internal sealed class RegionApp : IAsyncDisposable
{
    public const string Host = "shop.example.com";

    private readonly WebApplication _app;

    private RegionApp(WebApplication app, CollectedLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public CollectedLog Log { get; }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    /// <summary>With a certificate it speaks TLS.</summary>
    public static async Task<RegionApp> StartAsync(
        string region,
        Action<EdgeRegionOptions>? peers = null,
        HttpProtocols protocols = HttpProtocols.Http1,
        X509Certificate2? certificate = null)
    {
        CollectedLog log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = protocols;
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        IEdgeIsolatesBuilder edge = builder.Services.AddEdgeIsolates(options =>
        {
            options.Pool.MinBlanks = 0;
            PatientLimits.Apply(options);
            options.Region = region;
        });
        if (peers is not null)
        {
            edge.AddRegions(peers);
        }

        WebApplication app = builder.Build();
        app.MapEdgeIsolates();
        await app.StartAsync();
        return new RegionApp(app, log);
    }

    /// <summary>Deploys a function that tells where it runs and what it was sent.</summary>
    public async Task DeployAsync(params string[] regions)
    {
        const string Code = """
            export default { async fetch(request) {
              const { host, pathname, search } = new URL(request.url);
              const seen = { host, path: pathname + search, method: request.method, body: await request.text(), trace: request.headers.get('traceparent') };
              if (request.headers.get('upgrade') !== 'websocket' || pathname === '/plain') return Response.json(seen);
              const [client, server] = Object.values(new WebSocketPair());
              server.accept();
              server.send(JSON.stringify(seen));
              server.addEventListener('message', ({ data }) => data === 'close' ? server.close(4001, 'as asked') : server.send(data));
              server.addEventListener('close', ({ code }) => console.log('closed', code));
              return new Response(null, { status: 101, webSocket: client, headers: { 'sec-websocket-protocol': 'chat' } });
            } };
            """;
        DeployResult deployed = await _app.Services.GetRequiredService<IEdgeFunctions>().DeployAsync(
            FunctionDeployment.FromCode("f", Code, $"{Host}/*") with { Config = new FunctionConfig { Regions = regions } });
        Assert.True(deployed.Succeeded, string.Join('\n', deployed.Faults));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Headers = { Host = Host } };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Log.Dispose();
    }
}
