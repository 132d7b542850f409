using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web;

/// <summary>The modules of Cloudflare: what is there works, and what is not is importable and says so when it is used.</summary>
public sealed class CloudflareModulesTests : IAsyncTest
{
    private static readonly FunctionConfig s_config = new() { EnvVars = new Dictionary<string, string> { ["KEY"] = "own" } };

    private readonly EdgeHost _host = new();

    [Fact]
    public async Task Import_OfEveryNameOfWorkers_IsDeployed()
    {
        const string names = "RpcPromise, RpcProperty, RpcStub, RpcTarget, ServiceStub, WorkerEntrypoint, DurableObject, WorkflowEntrypoint, abortIsolate, cache, env, exports, tracing, waitUntil, withEnv, withEnvAndExports, withExports";
        Assert.Equal("17", await RunAsync("return Object.values({ " + names + " }).filter((value) => value !== undefined).length", names));
    }

    [Theory]
    [InlineData("RpcPromise", "workers")]
    [InlineData("RpcProperty", "workers")]
    [InlineData("RpcStub", "workers")]
    [InlineData("ServiceStub", "workers")]
    [InlineData("WorkflowEntrypoint", "workers")]
    [InlineData("EmailMessage", "email")]
    [InlineData("NonRetryableError", "workflows")]
    public async Task Class_ThatIsNotThere_CanBeExtendedAndAskedFor_AndSaysSoWhenMade(string name, string module)
    {
        string text = await RunAsync($"class Mine extends {name} {{}} if ({{}} instanceof {name}) return 'is one'; try {{ new Mine({{}}, env) }} catch (e) {{ return e.message }}", name, module);
        Assert.StartsWith($"{name} of cloudflare:{module} is not available in an isolate: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("connect", "sockets", "connect('example.com:25')", "connect() of cloudflare:sockets is not available in an isolate: there are no sockets; ")]
    [InlineData("cache", "workers", "cache.purge({ purgeEverything: true })", "cache.purge() of cloudflare:workers is not available in an isolate: ")]
    [InlineData("abortIsolate", "workers", "abortIsolate()", "abortIsolate() of cloudflare:workers is not available in an isolate: ")]
    [InlineData("exports", "workers", "exports.default", "exports.default of cloudflare:workers is not available in an isolate: ")]
    [InlineData("exports", "workers", "exports.other = 1", "exports of cloudflare:workers cannot be changed")]
    [InlineData("withEnv", "workers", "withEnv(null, () => 1)", "withEnv() takes an object ")]
    public async Task Function_ThatIsNotThere_SaysSoWhenUsed(string name, string module, string use, string sentence) =>
        Assert.StartsWith(sentence, await RunAsync($"try {{ {use} }} catch (e) {{ return e.message }}", name, module), StringComparison.Ordinal);

    [Fact]
    public async Task DeployAsync_ImportsAModuleThatIsNone_IsRefused()
    {
        DeployResult result = await _host.TryDeployAsync("import { x } from 'cloudflare:nothing'; export default { fetch() {} };");
        Assert.Contains("cloudflare:nothing is not available in an isolate: ", Assert.Single(result.Faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return [env.KEY, 'KEY' in env, Object.keys(env), env.NONE, JSON.stringify(env), { ...env }.KEY].join()", "own,true,KEY,,{\"KEY\":\"own\"},own")]
    [InlineData("env.ADDED = 1; const has = own.ADDED; delete env.ADDED; return [has, 'ADDED' in own].join()", "1,false")]
    [InlineData("Object.defineProperty(env, 'D', { value: 2, configurable: true, enumerable: true }); return own.D", "2")]
    [InlineData("return [withEnv({ KEY: 'other' }, () => env.KEY), env.KEY].join()", "other,own")]
    [InlineData("return [withEnv(Object.freeze({ KEY: 'frozen' }), () => Object.entries(env).join()), own.KEY].join()", "KEY,frozen,own")]
    [InlineData("const later = withEnv({ KEY: 'other' }, async () => { await scheduler.wait(1); return env.KEY }); return [env.KEY, await later, env.KEY].join()", "own,other,own")]
    [InlineData("return withEnv({ KEY: 'a' }, () => withExports({ X: 'x' }, () => env.KEY + exports.X)) + String(exports.X)", "axundefined")]
    [InlineData("return withEnvAndExports({ KEY: 'a' }, { X: 'x' }, () => env.KEY + exports.X + Object.keys(exports))", "axX")]
    [InlineData("try { withEnv({ KEY: 'a' }, () => { throw new Error('mine') }) } catch (e) { return e.message + env.KEY }", "mineown")]
    [InlineData("return String(exports.nothing) + Object.keys(exports).length + ('default' in exports) + (await exports === exports)", "undefined0falsetrue")]
    [InlineData("return tracing.enterSpan('work', (span, a, b) => [span.isTraced, a + b].join(), 1, 2)", "false,3")]
    public async Task Workers_EnvAndExports_FollowTheRunningCode(string body, string expected) =>
        Assert.Equal(expected, await RunAsync(body, "env, exports, tracing, withEnv, withEnvAndExports, withExports"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<string> RunAsync(string body, string names, string module = "workers")
    {
        string code = $"import {{ {names} }} from 'cloudflare:{module}'; export default {{ async fetch(request, own) {{ const run = async () => {{ {body} }}; return new Response(await run()); }} }};";
        if (!names.Contains("env", StringComparison.Ordinal))
        {
            code = $"import {{ env }} from 'cloudflare:workers'; {code}";
        }

        InvocationResult result = await _host.RunAsync(code, config: s_config);
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        return result.Text();
    }
}
