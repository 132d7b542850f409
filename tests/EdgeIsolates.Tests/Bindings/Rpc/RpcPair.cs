using System.Text;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.Rpc;

/// <summary>A function <c>f</c> that calls another, <c>svc</c>, as <c>env.SVC</c>; both are written as members of what answers.</summary>
internal sealed class RpcPair(Action<EdgeIsolatesOptions>? configure = null, TimeProvider? time = null) : IAsyncDisposable
{
    private const string Binding = """{ "type": "service", "service": "svc" }""";

    public EdgeHost Host { get; } = new(configure, time);

    /// <summary>Deploys the callee: declarations, and the members of its entrypoint.</summary>
    public Task<EdgeFunction> DeployAsync(string members, string declarations = "", FunctionConfig? config = null) => Host.DeployAsync(
        $$"""
        import { WorkerEntrypoint, RpcTarget } from 'cloudflare:workers';
        {{declarations}}
        export default class extends WorkerEntrypoint {
          {{members}}
        }
        """,
        (config ?? FunctionConfig.Default) with { Bindings = Bindings("SVC", Binding) },
        "svc");

    /// <summary>Deploys the caller: the body of its handler. It may be called too.</summary>
    public Task<EdgeFunction> DeployCallerAsync(string body, string declarations = "", string binding = Binding, FunctionConfig? config = null) => Host.DeployAsync(
        $$"""
        import { WorkerEntrypoint, RpcTarget } from 'cloudflare:workers';
        {{declarations}}
        export default { async fetch(request, env, ctx) {
          const show = (value) => new Response(value === undefined ? 'undefined' : typeof value === 'string' ? value : JSON.stringify(value));
          try { {{body}} } catch (e) { return new Response(`${e.name}: ${e.message}`) }
        } };
        """,
        (config ?? FunctionConfig.Default) with { Bindings = Bindings("SVC", binding) });

    /// <summary>Runs the body of a handler and gives the text of its answer.</summary>
    public async Task<string> RunAsync(string body, string declarations = "", string binding = Binding)
    {
        await DeployCallerAsync(body, declarations, binding);
        return await CallAsync();
    }

    public async Task<string> CallAsync()
    {
        InvocationResult result = await Host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, $"{result.Outcome} {result.Error}");
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }

    /// <summary>Waits until no isolate has a stub, lends anything or is in use: what is over leaves nothing behind.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        for (int i = 0; i < 2000 && !IsClean(); i++)
        {
            await Task.Delay(5);
        }

        Assert.All(Isolates, static isolate => Assert.Equal((0, 0, true), (isolate.Stubs.Held, isolate.Stubs.Lent, isolate.Use.IsUnused)));
    }

    public IEnumerable<TenantIsolate> Isolates => Host.Isolates.Open;

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private static Dictionary<string, FunctionBinding> Bindings(string name, string binding) => new() { [name] = FunctionBinding.Parse(binding) };

    private bool IsClean() => Isolates.All(static isolate => isolate.Stubs is { Held: 0, Lent: 0 } && isolate.Use.IsUnused);
}
