using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Deployments;

public sealed class EdgeFunctionsTests : IAsyncTest
{
    private const string Hello = "export default { fetch() { return new Response('hello'); } }";

    private readonly EdgeHost _host = new();

    [Fact]
    public async Task DeployAsync_SoundFunction_IsFoundByNameAndRoute()
    {
        EdgeFunction function = await _host.DeployAsync(Hello, null, "greet", "/hello/*");
        Assert.StartsWith("1-", function.Version, StringComparison.Ordinal);
        Assert.False(function.CodeCache.IsEmpty);
        FunctionRecord record = Assert.Single(_host.Functions.List());
        Assert.Equal((FunctionStatus.Active, function.Version), (record.Status, Assert.Single(record.Traffic).Version.Version));
        Assert.Same(record, _host.Functions.Find("greet"));
        Assert.Same(record, _host.Runtime.Match("example.com", "/hello/you"));
    }

    [Fact]
    public async Task DeployAsync_SyntaxError_TellsLineColumnAndSource()
    {
        DeployFault fault = await FaultOfAsync("export default {\n  fetch() { retrun 1; },\n};");
        Assert.Equal((DeployFaultCodes.SyntaxError, "index.js", 2), (fault.Code, fault.Module, fault.Line));
        Assert.Equal("  fetch() { retrun 1; },", fault.SourceLine);
        Assert.True(fault.Column > 10, $"{fault.Column}");
        Assert.StartsWith("SyntaxError: ", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export const x = 1;", DeployFaultCodes.NoHandler)]
    [InlineData("const x = 1;", DeployFaultCodes.NoHandler)]
    [InlineData("throw new Error('no');", DeployFaultCodes.EvaluationFailed)]
    [InlineData("export default {}; await Promise.reject(new Error('no'));", DeployFaultCodes.EvaluationFailed)]
    [InlineData("for (;;); export default {};", DeployFaultCodes.StartupCpuExceeded)]
    [InlineData("import './missing.js'; export default {};", DeployFaultCodes.SyntaxError)]
    [InlineData("export default {}; await new Promise(() => {});", DeployFaultCodes.EvaluationFailed)]
    [InlineData("}{", DeployFaultCodes.SyntaxError)]
    public async Task DeployAsync_FaultyCode_IsRefused(string code, string expected) => Assert.Equal(expected, (await FaultOfAsync(code)).Code);

    [Fact]
    public async Task DeployAsync_CodeThatWaitsTooLong_IsRefusedForItsTime()
    {
        FakeTime time = new();
        await using EdgeHost host = new(time: time);
        Task<DeployResult> deploying = host.TryDeployAsync("export default {}; await new Promise(done => setTimeout(done, 3_600_000));");
        while (!deploying.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        DeployFault fault = Assert.Single((await deploying).Faults);
        Assert.Equal(DeployFaultCodes.StartupTimeExceeded, fault.Code);
        Assert.Contains("10000 ms", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await null; const x = 1; export default { fetch() { return new Response('hello'); } }")]
    [InlineData("await new Promise(d => setTimeout(d, 1)); addEventListener('fetch', e => e.respondWith(new Response('hello')));")]
    [InlineData("with ({ text: 'hello' }) { function fetch() { return new Response(text); } }")]
    [InlineData("var a = 010; function fetch() { return new Response('hello'); }")]
    public async Task DeployAsync_ModuleOrScript_EachRunsAsWhatItIs(string code) => Assert.Equal("hello", (await _host.RunAsync(code)).Text());

    [Theory]
    [InlineData(Hello, false)]
    [InlineData("await null; function fetch() {} addEventListener('fetch', e => e.respondWith(new Response('hello')));", false)]
    [InlineData("addEventListener('fetch', e => e.respondWith(new Response('hello')));", true)]
    [InlineData("with ({ text: 'hello' }) { function fetch() { return new Response(text); } }", true)]
    public async Task DeployAsync_ModuleOrScript_ColdStartsUseItsCodeCache(string code, bool isClassicScript)
    {
        EdgeFunction function = await _host.DeployAsync(code);
        Assert.Equal(isClassicScript, function.IsClassicScript);
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.Equal("hello", result.Text());
        Assert.Equal(CodeCacheOutcome.Hit, result.ColdStart!.Value.CodeCache);
    }

    [Fact]
    public async Task DeployAsync_EverythingWrong_TellsAllAtOnce()
    {
        DeployResult result = await _host.TryDeployAsync("}", new FunctionConfig { CpuMs = 0 }, "Bad Name", "nope");
        Assert.Equal(
            [DeployFaultCodes.InvalidName, DeployFaultCodes.InvalidRoute, DeployFaultCodes.InvalidConfig, DeployFaultCodes.SyntaxError],
            result.Faults.Select(fault => fault.Code));
        Assert.Empty(_host.Functions.List());
    }

    [Fact]
    public async Task DeployAsync_RouteOfAnother_IsRefused()
    {
        await _host.DeployAsync(Hello, null, "a", "/x/*");
        DeployResult result = await _host.TryDeployAsync(Hello, null, "b", "/x/*");
        Assert.Equal(DeployFaultCodes.RouteTaken, Assert.Single(result.Faults).Code);
        await _host.DeployAsync(Hello, null, "a", "/x/*");
    }

    [Fact]
    public async Task DeployAsync_SeveralModules_ImportEachOther()
    {
        DeployResult result = await _host.Functions.DeployAsync(new FunctionDeployment
        {
            Name = "f",
            Modules =
            [
                EdgeModule.JavaScript("index.js", "import { greet } from './lib/greet.js'; import data from './data.json'; export default { fetch: () => new Response(greet(data.who)) };"),
                EdgeModule.JavaScript("lib/greet.js", "export const greet = who => `hello ${who}`;"),
                new EdgeModule("data.json", EdgeModuleKind.Json, """{"who":"you"}"""u8.ToArray()),
            ],
        });
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        Assert.Equal("hello you", (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task DeployAsync_NewVersion_OldRequestsFinishAndNewOnesGetTheNew()
    {
        EdgeFunction old = await _host.DeployAsync(
            "export default { async fetch() { await new Promise(d => setTimeout(d, 200)); return new Response('old'); } }");
        Task<InvocationResult> inFlight = _host.Runtime.InvokeAsync(old, EdgeHost.Get()).AsTask();
        EdgeFunction current = await _host.DeployAsync("export default { fetch() { return new Response('new'); } }");
        Assert.StartsWith("2-", current.Version, StringComparison.Ordinal);
        Assert.Equal("new", (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text());
        Assert.Equal("old", (await inFlight).Text());
        Assert.Equal("old", (await _host.Runtime.InvokeAsync(old, EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task DeployAsync_WhileHammered_LosesNoRequest()
    {
        await _host.DeployAsync(Version(0));
        using var stop = new CancellationTokenSource();
        Task<int>[] callers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            int last = 0;
            while (!stop.IsCancellationRequested)
            {
                int seen = int.Parse((await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Text(), null);
                Assert.True(seen >= last, $"{seen} after {last}");
                last = seen;
            }

            return last;
        }))];
        for (int i = 1; i <= 20; i++)
        {
            await _host.DeployAsync(Version(i));
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);

        static string Version(int number) => $"export default {{ fetch() {{ return new Response('{number}'); }} }}";
    }

    [Fact]
    public async Task RemoveAsync_KnownFunction_IsGoneAndItsNumberNeverComesBack()
    {
        await _host.DeployAsync(Hello, null, "f", "/f");
        Assert.True((await _host.Functions.RemoveAsync("f")).Succeeded);
        Assert.Equal(DeployFaultCodes.NoSuchFunction, (await _host.Functions.RemoveAsync("f")).Fault?.Code);
        Assert.Null(_host.Runtime.Match("example.com", "/f"));
        Assert.Equal(InvocationOutcome.NotFound, (await _host.Runtime.InvokeAsync("f", EdgeHost.Get())).Outcome);
        Assert.StartsWith("2-", (await _host.DeployAsync(Hello)).Version, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<DeployFault> FaultOfAsync(string code) => Assert.Single((await _host.TryDeployAsync(code)).Faults);
}
