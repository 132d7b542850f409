using System.Text;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>Functions that call functions.</summary>
public sealed class ServiceBindingTests : IAsyncTest
{
    private const string Callee = """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export default class extends WorkerEntrypoint {
          async fetch(request) { return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()} ${this.env.WHO}`, { status: 201, headers: { 'x-a': 'b' } }); }
          add(a, b) { return a + b; }
          echo(value) { return value; }
          async fail() { const e = new RangeError('too far'); e.cause = 'x'; throw e; }
          throwAborted() { throw new DOMException('gone', 'AbortError'); }
          sleep() { return new Promise(() => {}); }
          burn() { for (;;) {} }
          async background() { this.ctx.waitUntil(scheduler.wait(1).then(() => console.log('done'))); return 1; }
          #hidden() {}
        }
        export class Admin extends WorkerEntrypoint {
          fetch() { return new Response('admin'); }
          who() { return `admin of ${this.env.WHO}`; }
        }
        export const plain = { fetch: () => new Response('plain') };
        """;

    private readonly EdgeHost _host = new();

    [Fact]
    public async Task Fetch_OfAService_IsAnsweredByItsHandler()
    {
        await DeployCalleeAsync();
        Assert.Equal(
            "201 b POST /x/y body me",
            await TextOf("const r = await env.AUTH.fetch('https://any.example/x/y', { method: 'POST', body: 'body' }); return new Response(`${r.status} ${r.headers.get('x-a')} ${await r.text()}`)"));
    }

    [Fact]
    public async Task Fetch_RequestIsPassedOn_BodyStreams()
    {
        await DeployCalleeAsync();
        var request = new EdgeRequest { Method = "PUT", Url = "https://example.com/p", HasBody = true, Body = "abc"u8.ToArray() };
        Assert.Equal("PUT /p abc me", await TextOf("return env.AUTH.fetch(request)", request));
    }

    [Theory]
    [InlineData("Admin", "admin", "admin of me")]
    [InlineData("plain", "plain", null)]
    public async Task Entrypoint_Named_Answers(string entrypoint, string fetched, string? called)
    {
        await DeployCalleeAsync();
        string binding = $$"""{ "type": "service", "service": "auth", "entrypoint": "{{entrypoint}}" }""";
        Assert.Equal(fetched, await TextOf("return env.AUTH.fetch('https://x/')", binding: binding));
        if (called is not null)
        {
            Assert.Equal(called, await TextOf("return new Response(await env.AUTH.who())", binding: binding));
        }
    }

    [Theory]
    [InlineData("await env.AUTH.add(1, 2)", "3")]
    [InlineData("await env.AUTH.echo(undefined)", "undefined")]
    [InlineData("await env.AUTH.echo({ a: new Map([[1, new Date(5)]]), b: [1n, /x/g], c: new Uint8Array([1, 2]).subarray(1) })", "{\n  a: Map(1) { 1 => 1970-01-01T00:00:00.005Z },\n  b: [ 1n, /x/g ],\n  c: Uint8Array(1) [ 2 ]\n}")]
    [InlineData("await (await env.AUTH.echo({ r: new Response('deep', { status: 202 }) })).r.text()", "'deep'")]
    [InlineData("await new Response(await env.AUTH.echo(new Blob(['x', 'y']).stream())).text()", "'xy'")]
    [InlineData("await (await env.AUTH.echo([new Blob(['abc'], { type: 'a/b' })]))[0].text()", "'abc'")]
    [InlineData("(await env.AUTH.echo(new File(['abc'], 'n.txt', { lastModified: 7 }))).name", "'n.txt'")]
    [InlineData("(await env.AUTH.echo(new Headers({ a: 'b' }))).get('a')", "'b'")]
    [InlineData("await (await env.AUTH.echo(new Request('https://a/', { method: 'POST', body: 'q' }))).text()", "'q'")]
    public async Task Call_Values_Cross(string expression, string shown)
    {
        await DeployCalleeAsync();
        Assert.Equal(shown, await TextOf($"const {{ inspect }} = await import('node:util'); return new Response(inspect({expression}))"));
    }

    [Fact]
    public async Task Call_StreamsThatTheScriptMakes_PassBothWays()
    {
        await DeployCalleeAsync();
        const string Body = """
            const source = new ReadableStream({ async pull(c) { await scheduler.wait(1); this.n = (this.n ?? 0) + 1; this.n > 4 ? c.close() : c.enqueue(new TextEncoder().encode(`${this.n};`)); } });
            const back = await env.AUTH.echo({ deep: [source] });
            return new Response(back.deep[0].pipeThrough(new TextDecoderStream()).pipeThrough(new TextEncoderStream()));
            """;
        Assert.Equal("1;2;3;4;", await TextOf(Body));
    }

    [Fact]
    public async Task Call_PatchedIterator_IsNotAsked()
    {
        await DeployCalleeAsync();
        Assert.Equal("[1]", await TextOf("Array.prototype[Symbol.iterator] = () => { throw new Error('asked'); }; return new Response(JSON.stringify(await env.AUTH.echo([1])))"));
    }

    [Theory]
    [InlineData("env.AUTH.fail()", "RangeError too far")]
    [InlineData("env.AUTH.throwAborted()", "AbortError gone")]
    [InlineData("env.AUTH.nothing()", "TypeError The RPC receiver does not implement the method \"nothing\"")]
    [InlineData("env.AUTH.env()", "TypeError The RPC receiver does not implement the method \"env\"")]
    [InlineData("env.AUTH.toString()", "TypeError The RPC receiver does not implement the method \"toString\"")]
    [InlineData("env.AUTH.echo(Symbol('x'))", "DataCloneError A symbol cannot be cloned")]
    [InlineData("env.GONE.add(1)", "Error missing gave no answer (NotFound): There is no function named missing.")]
    [InlineData("env.GONE.fetch('https://x/')", "Error missing gave no answer (NotFound): There is no function named missing.")]
    public async Task Call_ThatFails_RejectsAsTheCalleeThrew(string call, string shown)
    {
        await DeployCalleeAsync();
        Assert.Equal(shown, await TextOf($"try {{ await {call}; return new Response('no') }} catch (e) {{ return new Response(`${{e.name}} ${{e.message}}`) }}"));
    }

    [Fact]
    public async Task Call_CalleeBurns_FailsAtItsOwnLimitAndTheCallerIsCharged()
    {
        await DeployCalleeAsync(new FunctionConfig { CpuMs = 40 });
        await DeployCallerAsync("try { await env.AUTH.burn() } catch (e) { return new Response(e.message) }");
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Contains("ExceededCpu", Encoding.UTF8.GetString(result.Response!.Body.Span), StringComparison.Ordinal);
        Assert.InRange(result.CpuTime.TotalMilliseconds, 30, 2000);
    }

    [Fact]
    public async Task Call_CallerHasLessCpuThanTheCalleeUses_FailsToo()
    {
        await DeployCalleeAsync(new FunctionConfig { CpuMs = 60 });
        await DeployCallerAsync("for (let i = 0; i < 100; i++) try { await env.AUTH.burn() } catch { } return new Response('no')", new FunctionConfig { CpuMs = 100 });
        Assert.Equal(InvocationOutcome.ExceededCpu, (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);
    }

    [Fact]
    public async Task Call_CallerEnds_CalleeIsCancelled()
    {
        await DeployCalleeAsync();
        await DeployCallerAsync("env.AUTH.sleep(); return new Response('now')");
        Assert.Equal("now", (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
        Assert.Equal("3", await TextOf("return new Response(await env.AUTH.add(1, 2))"));
    }

    [Fact]
    public async Task Call_InACircle_EndsWithAnError()
    {
        const string Code = "export default { async fetch(request, env) { return env.SELF.fetch(request) } }";
        await _host.DeployAsync(Code, Config("""{ "type": "service", "service": "loop" }""", "SELF"), "loop");
        InvocationResult result = await _host.Runtime.InvokeAsync("loop", EdgeHost.Get());
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.Contains("16 functions called one another", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Env_ImportedFromTheModule_IsThatOfTheHandler()
    {
        await DeployCalleeAsync();
        const string Code = """
            import { env as imported } from 'cloudflare:workers';
            const early = Object.keys(imported);
            export default { fetch: (request, env) => Response.json([early, imported === env]) };
            """;
        await _host.DeployAsync(Code, Config("""{ "type": "service", "service": "auth" }""", "AUTH"));
        Assert.Equal("[[\"AUTH\",\"GONE\"],true]", (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Fetch_FunctionWithoutRequestHandler_FailsClearly()
    {
        await _host.DeployAsync("import { WorkerEntrypoint } from 'cloudflare:workers'; export class A extends WorkerEntrypoint {}");
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Contains("no handler of requests", result.Error!.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static FunctionConfig Config(string binding, string name, FunctionConfig? config = null)
    {
        Dictionary<string, FunctionBinding> bindings = new() { [name] = FunctionBinding.Parse(binding) };
        if (name == "AUTH")
        {
            bindings["GONE"] = FunctionBinding.Parse("""{ "type": "service", "service": "missing" }""");
        }

        return (config ?? FunctionConfig.Default) with { Bindings = bindings };
    }

    private Task<EdgeFunction> DeployCalleeAsync(FunctionConfig? config = null) =>
        _host.DeployAsync(Callee, (config ?? FunctionConfig.Default) with { EnvVars = new Dictionary<string, string> { ["WHO"] = "me" } }, "auth");

    private Task<EdgeFunction> DeployCallerAsync(string body, FunctionConfig? config = null, string binding = """{ "type": "service", "service": "auth" }""") =>
        _host.DeployAsync($"export default {{ async fetch(request, env) {{ {body} }} }}", Config(binding, "AUTH", config));

    private async Task<string> TextOf(string body, EdgeRequest? request = null, string binding = """{ "type": "service", "service": "auth" }""")
    {
        await DeployCallerAsync(body, null, binding);
        InvocationResult result = await _host.Runtime.InvokeAsync("f", request ?? EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }
}
