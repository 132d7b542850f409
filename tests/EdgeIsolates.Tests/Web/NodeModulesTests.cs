using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Web;

/// <summary>What the modules of Node.js are to a deployment; their own behaviour is in <c>Cases/node-*.js</c>.</summary>
public sealed class NodeModulesTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    [Theory]
    [InlineData("import fs from 'node:fs';", 16, "node:fs is not available in an isolate: there is no file system; ")]
    [InlineData("import { createServer } from 'http';", 30, "node:http is not available in an isolate: there are no sockets; use fetch()")]
    [InlineData("import 'node:nothing';", 8, "node:nothing is not available in an isolate: no module of Node.js that functions can use has this name.")]
    public async Task DeployAsync_ImportsWhatIsNotProvided_IsRefusedWithItsPlace(string import, int column, string sentence)
    {
        DeployResult result = await _host.TryDeployAsync($"// first\n{import}\nexport default {{ fetch() {{ return new Response(); }} }};");
        DeployFault fault = Assert.Single(result.Faults);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.Equal(("index.js", 2, import), (fault.Module, fault.Line, fault.SourceLine));
        Assert.InRange(fault.Column, column, column + 1);
    }

    [Fact]
    public async Task RunAsync_ImportsDynamically_IsRefusedWithTheSentence()
    {
        InvocationResult result = await _host.RunAsync("export default { async fetch() { return new Response(await import('fs').catch(String)); } };");
        Assert.StartsWith("TypeError: node:fs is not available in an isolate: ", result.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import { Buffer } from 'node:buffer'; export default { fetch() { return new Response(Buffer.from('aGk=', 'base64')); } };")]
    [InlineData("import events from 'events'; export default { async fetch() { return new Response(await new Promise(r => new events().on('x', r).emit('x', 'hi'))); } };")]
    [InlineData("function fetch() { return new Response(Buffer.from([104, 105])); }")]
    public async Task RunAsync_ProvidedModulesAndGlobals_Work(string code) => Assert.Equal("hi", (await _host.RunAsync(code)).Text());

    [Fact]
    public async Task RunAsync_EnvironmentVariables_AreInProcessEnvWhileModulesAreEvaluated()
    {
        var config = new FunctionConfig { EnvVars = new Dictionary<string, string> { ["NODE_ENV"] = "production" } };
        InvocationResult result = await _host.RunAsync(
            "const early = process.env.NODE_ENV; export default { fetch() { return new Response(`${early} ${process.env.NODE_ENV} ${process.env.OTHER}`); } };",
            config: config);
        Assert.Equal("production production undefined", result.Text());
    }

    [Fact]
    public async Task RunAsync_NobodyTouchedTheGlobals_TheyAreNotListed()
    {
        InvocationResult result = await _host.RunAsync(
            "export default { fetch() { return new Response(['Buffer', 'process', 'global', 'setImmediate', 'scheduler'].map((name) => `${name in globalThis}${Object.keys(globalThis).includes(name)}`).join()); } };");
        Assert.Equal(string.Join(',', Enumerable.Repeat("truefalse", 5)), result.Text());
    }

    [Fact]
    public async Task RunAsync_GlobalsAreAssigned_TheTenantsValueStays()
    {
        InvocationResult result = await _host.RunAsync("globalThis.process = { mine: true }; export default { fetch() { return Response.json(process); } };");
        Assert.Equal("""{"mine":true}""", result.Text());
    }

    [Fact]
    public async Task RunAsync_ProcessExit_ThrowsWhy()
    {
        InvocationResult result = await _host.RunAsync("export default { fetch() { process.exit(1); } };");
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.StartsWith("process.exit() is not available in an isolate", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvokeAsync_RequestsAtOnce_EachKeepsItsOwnStore()
    {
        await using var host = new EdgeHost(options => options.Pool.MaxIsolatesPerFunction = 1);
        EdgeFunction function = await host.DeployAsync("""
            import { AsyncLocalStorage } from 'node:async_hooks';
            const storage = new AsyncLocalStorage();
            const waiting = [];
            export default {
              fetch(request) {
                return storage.run(new URL(request.url).pathname, async () => {
                  await new Promise((resolve) => { waiting.push(resolve); setTimeout(() => waiting.forEach((open) => open()), 20); });
                  await new Promise((resolve) => setTimeout(resolve, 1));
                  return new Response(storage.getStore());
                });
              },
            };
            """);
        string[] paths = [.. Enumerable.Range(0, 8).Select(number => $"/{number}")];
        InvocationResult[] results = await Task.WhenAll(paths.Select(path => Task.Run(async () => await host.Runtime.InvokeAsync(function, EdgeHost.Get(path)))));
        Assert.Equal(paths, results.Select(result => result.Text()));
    }

    [Fact]
    public async Task InvokeAsync_ModulesPatchedPrototypes_StillWork()
    {
        InvocationResult result = await _host.RunAsync("""
            import { Buffer } from 'node:buffer';
            import { EventEmitter } from 'node:events';
            import path from 'node:path';
            Array.prototype[Symbol.iterator] = String.prototype.charCodeAt = String.prototype.slice = Function.prototype.call = Function.prototype.apply = () => { throw new Error('patched'); };
            export default {
              fetch() {
                let seen = '';
                new EventEmitter().on('x', (value) => { seen = value; }).emit('x', Buffer.from('6869', 'hex').toString());
                return new Response(path.join('/', seen, '..', 'ok'));
              },
            };
            """);
        Assert.Equal("/ok", result.Text());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
