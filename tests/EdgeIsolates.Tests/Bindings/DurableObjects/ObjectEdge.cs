using System.Text;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Hosting;
using EdgeIsolates.Storage.Sqlite.DurableObjects;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>A host with Durable Objects in a temporary folder.</summary>
internal sealed class ObjectEdge : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;

    public ObjectEdge(Action<EdgeIsolatesOptions>? configure = null, TimeProvider? time = null, string? folder = null, Action<IServiceCollection>? services = null)
    {
        _ownsFolder = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("edge-objects-").FullName;
        Host = new EdgeHost(configure, time, all =>
        {
            all.AddSingleton<IFileSync>(Disk);
            new EdgeIsolatesBuilder(all).AddSqliteDurableObjects(_folder);
            services?.Invoke(all);
        });
    }

    public FaultyDisk Disk { get; } = new();

    public EdgeHost Host { get; }

    public ObjectHost Objects => Host.Get<ObjectHost>();

    public string Folder => _folder;

    /// <summary>What a function's configuration needs for a class and a binding of the same name in capitals.</summary>
    public static FunctionConfig Config(params string[] classes) => FunctionConfig.Default with
    {
        Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = classes }],
        Bindings = classes.ToDictionary(
            static name => name.ToUpperInvariant(),
            static name => FunctionBinding.Parse($$"""{ "type": "durable_object_namespace", "class_name": "{{name}}" }""")),
    };

    /// <summary>Deploys a class Thing with the binding THING, and a handler that runs an expression of the path's.</summary>
    public Task<EdgeFunction> DeployAsync(string members, string handler = "return new Response(String(await env.THING.getByName('x').run()))", FunctionConfig? config = null) =>
        Host.DeployAsync(
            $$"""
            import { DurableObject } from 'cloudflare:workers';
            export class Thing extends DurableObject {
              {{members}}
            }
            export default { async fetch(request, env, ctx) {
              {{handler}}
            } };
            """,
            config ?? Config("Thing"));

    /// <summary>Calls the function and gives the text of its answer.</summary>
    public async Task<string> GetAsync(string path = "/")
    {
        InvocationResult result = await Host.Runtime.InvokeAsync("f", EdgeHost.Get(path));
        Assert.True(result.Outcome == InvocationOutcome.Ok, $"{result.Outcome}: {result.Error?.Name}: {result.Error?.Message} {result.Error?.Stack}");
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }

    /// <summary>Deploys a class whose method <c>run</c> has this body, and calls it.</summary>
    public async Task<string> RunAsync(string body)
    {
        await DeployAsync($"async run() {{ const {{ storage }} = this.ctx; {body} }}");
        return await GetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
