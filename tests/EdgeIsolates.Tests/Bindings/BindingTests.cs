using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings;

/// <summary>What crosses between a script and a binding, and how bindings are named.</summary>
public sealed class BindingTests : IAsyncTest
{
    private readonly EchoBinding _echo = new();
    private readonly EdgeHost _host;

    public BindingTests() => _host = new EdgeHost(services: services => services.AddSingleton<IBindingProvider>(_echo));

    [Theory]
    [InlineData("undefined", "undefined")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("'täxt ✓'", "'täxt ✓'")]
    [InlineData("''", "''")]
    [InlineData("1n", "1n")]
    [InlineData("new Uint8Array([1, 2])", "Uint8Array(2) [ 1, 2 ]")]
    [InlineData("new Uint16Array([258]).buffer", "Uint8Array(2) [ 2, 1 ]")]
    [InlineData("{ a: [1, new Date(0), new Map([[1, new Set([2n])]])] }", "{ a: [ 1, 1970-01-01T00:00:00.000Z, Map(1) { 1 => Set(1) { 2n } } ] }")]
    public async Task Call_Value_ComesBackAsItWas(string value, string shown)
    {
        string code = $"import {{ inspect }} from 'node:util'; export default {{ async fetch(r, env) {{ return new Response(inspect(await env.E.echo({value}), {{ depth: 9 }})); }} }}";
        Assert.Equal(shown, await TextOf(code));
    }

    [Theory]
    [InlineData("() => 1")]
    [InlineData("Symbol()")]
    [InlineData("new Proxy({}, {})")]
    [InlineData("new WeakMap()")]
    public async Task Call_ValueThatCannotCross_IsRefused(string value)
    {
        string code = $"export default {{ async fetch(r, env) {{ try {{ await env.E.echo({value}); return new Response('no') }} catch (e) {{ return new Response(e.name) }} }} }}";
        Assert.Contains(await TextOf(code), (string[])["DataCloneError", "TypeError"]);
        Assert.Empty(_echo.Calls);
    }

    [Fact]
    public async Task Call_Streams_PassBothWays()
    {
        const string Code = """
            export default { async fetch(request, env) {
              const parts = new ReadableStream({ async pull(c) { this.n = (this.n ?? 0) + 1; this.n > 3 ? c.close() : c.enqueue(new TextEncoder().encode('part' + this.n)); } });
              return new Response(await env.E.echo(parts));
            } }
            """;
        Assert.Equal("part1part2part3", await TextOf(Code));
    }

    [Fact]
    public async Task Call_RequestAndResponse_Pass()
    {
        const string Code = """
            export default { async fetch(request, env) {
              const response = await env.E.respond(new Request('https://a.example/x', { method: 'POST', body: 'body' }));
              return new Response([response.status, response.headers.get('x-a'), await response.text(), await env.E.kind(new Response('x'))].join(' '));
            } }
            """;
        Assert.Equal("201 https://a.example/x body Response", await TextOf(Code));
    }

    [Theory]
    [InlineData("TypeError", "TypeError true")]
    [InlineData("Error", "Error true")]
    [InlineData("QuotaExceededError", "QuotaExceededError true")]
    [InlineData("NotFoundError", "NotFoundError true")]
    public async Task Call_ThatFails_RejectsWithTheDeclaredError(string errorClass, string shown)
    {
        string code = $"export default {{ async fetch(r, env) {{ try {{ await env.E.fail('{errorClass}', 'why') }} catch (e) {{ return new Response(`${{e.name}} ${{e.message === 'why'}}`) }} }} }}";
        Assert.Equal(shown, await TextOf(code));
    }

    [Fact]
    public async Task Call_ProviderThrowsAnythingElse_TellsTheScriptNoDetails()
    {
        const string Code = "export default { async fetch(r, env) { try { await env.E.unknown() } catch (e) { return new Response(e.message) } } }";
        Assert.Equal("The host failed to carry out the operation.", await TextOf(Code));
    }

    [Fact]
    public async Task Call_Json_IsAnObject()
    {
        Assert.Equal("ü", await TextOf("export default { async fetch(r, env) { return new Response((await env.E.json()).a[1]) } }"));
        Assert.Equal(["f.E.json()"], _echo.Calls);
    }

    [Fact]
    public async Task Call_TooMany_IsRefused()
    {
        await using EdgeHost host = new(options => options.Limits = options.Limits with { BindingCallsPerRequest = 2 }, services: services => services.AddSingleton<IBindingProvider>(_echo));
        const string Code = "export default { async fetch(r, env) { let n = 0; try { for (;;) { await env.E.echo(1); n++ } } catch (e) { return new Response(n + e.message) } } }";
        string text = await TextOf(Code, host);
        Assert.StartsWith("2A request may call bindings 2 times", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RequestEndsBefore_IsCancelled()
    {
        const string Code = "export default { fetch(r, env) { env.E.wait(); return new Response('now') } }";
        Assert.Equal("now", await TextOf(Code));
        Assert.True(_echo.LastToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Call_WhileTheModuleIsEvaluated_IsRefused()
    {
        DeployResult result = await _host.TryDeployAsync("import { env } from 'cloudflare:workers'; await env.E.echo(1); export default { fetch() {} }", Config());
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task Call_OfARequest_StandsInItsRecord()
    {
        RecordSink sink = new();
        await using EdgeHost host = new(services: services => services.AddSingleton<IBindingProvider>(_echo).AddSingleton<IInvocationSink>(sink));
        await TextOf("export default { async fetch(r, env) { await env.E.echo('äb'); await env.E.fail('Error', 'x').catch(() => 0); return new Response() } }", host);
        InvocationRecord record = Assert.Single(await sink.WaitAsync());
        BindingUsage usage = Assert.Single(record.Bindings);
        Assert.Equal(("E", "echo", 2, 1, 9L, 3L), (usage.Name, usage.Type, usage.Calls, usage.Failures, usage.BytesSent, usage.BytesReceived));
    }

    [Fact]
    public async Task Env_ValuesOfTheConfiguration_ArePlain()
    {
        FunctionConfig config = FunctionConfig.Default with
        {
            Bindings = new Dictionary<string, FunctionBinding>
            {
                ["SETTINGS"] = FunctionBinding.Parse("""{ "type": "json", "value": { "a": [1, 2] } }"""),
                ["VERSION"] = FunctionBinding.Parse("""{ "type": "version_metadata" }"""),
            },
        };
        EdgeFunction function = await _host.DeployAsync("export default { fetch: (r, env) => Response.json([env.SETTINGS.a[1], env.VERSION.id, Object.keys(env)]) }", config);
        InvocationResult result = await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.Equal($"[2,\"{function.Version}\",[\"SETTINGS\",\"VERSION\"]]", Encoding.UTF8.GetString(result.Response!.Body.Span));
    }

    [Theory]
    [InlineData("""{ "type": "nope" }""", "E", "no provider")]
    [InlineData("""{ }""", "E", "no provider")]
    [InlineData("""{ "type": "echo", "fault": "the fault." }""", "E", "the fault.")]
    [InlineData("""{ "type": "echo" }""", "1a", "no name")]
    [InlineData("""{ "type": "json" }""", "E", "has a value")]
    [InlineData("""{ "type": "kv", "id": "users", "idd": "x" }""", "E", "\"idd\" is no setting of a binding of type kv, which has these settings: id.")]
    [InlineData("""{ "type": "service", "service": "s", "entryPoint": "Admin" }""", "E", "\"entryPoint\" is no setting of a binding of type service")]
    [InlineData("""{ "type": "queue", "queue": "jobs", "delivery_delay": "5" }""", "E", "\"delivery_delay\" is a whole number of seconds, from 0 to 43200.")]
    [InlineData("""{ "type": "queue", "queue": "jobs", "delivery_delay": 43201 }""", "E", "\"delivery_delay\" is a whole number of seconds, from 0 to 43200.")]
    public async Task Deploy_UnsoundBinding_IsRefusedAndNamed(string binding, string name, string fault)
    {
        FunctionConfig config = FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { [name] = FunctionBinding.Parse(binding) } };
        DeployResult result = await _host.TryDeployAsync("export default { fetch() {} }", config);
        DeployFault told = Assert.Single(result.Faults);
        Assert.Equal(DeployFaultCodes.InvalidConfig, told.Code);
        Assert.Contains(fault, told.Message, StringComparison.Ordinal);
        Assert.Contains(name, told.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static FunctionConfig Config() =>
        FunctionConfig.Default with { Bindings = new Dictionary<string, FunctionBinding> { ["E"] = FunctionBinding.Parse("""{ "type": "echo" }""") } };

    private async Task<string> TextOf(string code, EdgeHost? host = null)
    {
        host ??= _host;
        await host.DeployAsync(code, Config());
        InvocationResult result = await host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }
}
