using EdgeIsolates.Packages.Tests.Npm;
using EdgeIsolates.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Packages.Tests;

/// <summary>A real Kestrel over the real engine, with one bundle deployed at every path.</summary>
internal sealed class PackageHost : IAsyncDisposable
{
    // Key generation and pure-JavaScript curves are heavier than a request usually is.
    private static readonly FunctionConfig s_config = FunctionConfig.Default with
    {
        CpuMs = 20_000,
        Bindings = new Dictionary<string, FunctionBinding>
        {
            ["BUCKET"] = FunctionBinding.Parse("""{ "type": "r2", "bucket_name": "bucket" }"""),
            ["DB"] = FunctionBinding.Parse("""{ "type": "d1", "id": "db" }"""),
            ["KV"] = FunctionBinding.Parse("""{ "type": "kv", "id": "kv" }"""),
            ["LIMITER"] = FunctionBinding.Parse("""{ "type": "ratelimit", "namespace_id": "1", "simple": { "limit": 3, "period": 60 } }"""),
        },
    };

    // The class of Durable Objects that a package's entry exports, and is bound to by its own name.
    private static readonly Dictionary<string, string> s_classes = new(StringComparer.Ordinal)
    {
        ["agents"] = "Counter",
        ["drizzle-orm-durable-objects"] = "Database",
        ["edge-isolates"] = "Counter",
        ["hono-rate-limiter"] = "DurableObjectRateLimiter",
        ["partyserver"] = "Chat",
    };

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private PackageHost(WebApplication app, DirectoryInfo folder)
    {
        _app = app;
        _folder = folder;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>With the bundle of that package.</summary>
    public static async Task<PackageHost> StartAsync(string package, Action<EdgeIsolatesOptions>? configure = null) =>
        await StartAsync(package, await File.ReadAllTextAsync(Path.Combine(Folders.Bundles, $"{package}.js")), configure);

    public static async Task<PackageHost> StartAsync(string name, string code, Action<EdgeIsolatesOptions>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IOutboundHandler, OutsideWorld>();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-packages-");
        builder.Services.AddEdgeIsolates(options =>
            {
                options.Pool.MinBlanks = 0;
                PatientLimits.Apply(options);
                configure?.Invoke(options);
            })
            .ConfigureHttp(http => http.ShowErrorDetails = true)
            .AddSqliteDatabases(folder.FullName)
            .AddSqliteDurableObjects(Path.Combine(folder.FullName, "objects"))
            .AddFileBuckets(folder.FullName);
        WebApplication app = builder.Build();
        app.MapEdgeIsolates();
        await app.StartAsync();

        DeployResult deployed = await app.Services.GetRequiredService<IEdgeFunctions>()
            .DeployAsync(FunctionDeployment.FromCode(name, code, "/*") with { Config = ConfigOf(name) });
        Assert.True(deployed.Succeeded, string.Join('\n', deployed.Faults));
        return new PackageHost(app, folder);
    }

    private static FunctionConfig ConfigOf(string name) => !s_classes.TryGetValue(name, out string? type)
        ? s_config
        : s_config with
        {
            Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = [type] }],
            Bindings = new Dictionary<string, FunctionBinding>(s_config.Bindings)
            {
                [type] = FunctionBinding.Parse($$"""{ "type": "durable_object_namespace", "class_name": "{{type}}" }"""),
            },
        };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
