using System.Globalization;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.SourceMaps;

// Errors of deployed functions in terms of their sources, wherever errors go. In these maps line n of dist/index.js is line n + 10 of src/app.ts.
public sealed class MappedErrorsTests : IAsyncTest
{
    private const int LineOffset = 10;

    private readonly RecordSink _sink = new(wantsLogs: true);
    private readonly EdgeHost _host;

    public MappedErrorsTests() => _host = new EdgeHost(services: services => services.AddSingleton<IInvocationSink>(_sink));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Exception_InResultAndRecord_NamesTheSource()
    {
        InvocationResult result = await RunAsync(
            """
            const fail = () => { throw new TypeError('no'); };
            export default {
              fetch() { fail(); } };
            """);

        EdgeError error = result.Error!;
        Assert.Equal(("src/app.ts", 11, "source line 11"), (error.Module, error.Line, error.SourceLine));
        Assert.Contains("at fail (src/app.ts:11:1)", error.Stack, StringComparison.Ordinal);
        Assert.Contains("src/app.ts:13:1", error.Stack, StringComparison.Ordinal);
        Assert.DoesNotContain("index.js", error.Stack, StringComparison.Ordinal);
        Assert.Equal(error, Assert.Single(await _sink.WaitAsync()).Error);
    }

    [Fact]
    public async Task Exception_MinifiedWithItsNamesKept_NamesTheFunctions()
    {
        InvocationResult minified = await RunAsync("function a(){throw new TypeError('no')}\nvar b=()=>a();\nexport default{fetch(){b()}};");
        InvocationResult kept = await RunAsync(
            "var d=Object.defineProperty,o=(f,n)=>d(f,'name',{value:n,configurable:!0});function a(){throw new TypeError('no')}o(a,'fail');\nvar b=o(()=>a(),'callIt');\nexport default{fetch(){b()}};");

        Assert.Contains("at a (src/app.ts:11:1)", minified.Error!.Stack, StringComparison.Ordinal);
        Assert.Contains("at fail (src/app.ts:11:1)", kept.Error!.Stack, StringComparison.Ordinal);
        Assert.Contains("at callIt (src/app.ts:12:1)", kept.Error.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UncaughtError_InTheLog_NamesTheSource()
    {
        await RunAsync("export default { fetch() {\nPromise.reject(new Error('lost'));\nreturn new Response('x'); } };");

        Assert.Equal(("src/app.ts", 12), (Assert.Single(_host.Log.Entries).Error!.Module, _host.Log.Entries[0].Error!.Line));
        Assert.Equal("Uncaught Error: lost (src/app.ts:12:1)", Assert.Single(Assert.Single(await _sink.WaitAsync()).Logs).Text);
    }

    [Fact]
    public async Task CpuLimit_NamesThePlaceInTheSource()
    {
        InvocationResult result = await RunAsync("export default { fetch() {\nfor (;;);\n} };", FunctionConfig.Default with { CpuMs = 50 });

        Assert.Equal((InvocationOutcome.ExceededCpu, "src/app.ts", 12), (result.Outcome, result.Error!.Module, result.Error.Line));
    }

    [Fact]
    public async Task BrokenBody_NamesTheSource()
    {
        InvocationResult result = await RunAsync("export default { fetch() {\nreturn new Response(new ReadableStream({ async pull() { await 0;\nthrow new Error('cut'); } })); } };");

        EdgeBodyException thrown = await Assert.ThrowsAsync<EdgeBodyException>(async () => await result.Response!.BodyReader!.CopyToAsync(Stream.Null));
        await result.Response!.BodyReader!.CompleteAsync();
        Assert.Equal(("src/app.ts", 13), (thrown.Error.Module, thrown.Error.Line));
    }

    [Theory]
    [InlineData("export default {\n  fetch( { } };", DeployFaultCodes.SyntaxError, 12)]
    [InlineData("\n\nthrow new Error('start');\nexport default { fetch() {} };", DeployFaultCodes.EvaluationFailed, 13)]
    public async Task Deploy_Refused_NamesTheSource(string code, string fault, int line)
    {
        DeployResult result = await DeployAsync(code);

        DeployFault found = Assert.Single(result.Faults);
        Assert.Equal((fault, "src/app.ts", line), (found.Code, found.Module, found.Line));
        Assert.Equal($"source line {line}", found.SourceLine);
    }

    [Fact]
    public async Task Import_OfASourceMap_IsRefused()
    {
        DeployResult result = await DeployAsync("import map from './index.js.map'; export default { fetch() { return new Response(map); } };");

        Assert.Equal(DeployFaultCodes.SyntaxError, Assert.Single(result.Faults).Code);
    }

    [Fact]
    public async Task Exception_SlowToMap_DoesNotSpendTheRequestsCpu()
    {
        byte[] large = SourceMapWriter.Map(string.Concat(Enumerable.Repeat("AAAA,", 900_000)), ["../src/app.ts"]);

        InvocationResult result = await RunAsync("export default { fetch() { throw new Error('quick'); } };", FunctionConfig.Default with { CpuMs = 20 }, large);

        Assert.Equal((InvocationOutcome.Exception, "quick"), (result.Outcome, result.Error!.Message));
    }

    private static byte[] MapOf(string code)
    {
        int lines = code.Split('\n').Length;
        string content = string.Join('\n', Enumerable.Range(1, lines + LineOffset).Select(line => string.Create(CultureInfo.InvariantCulture, $"source line {line}")));
        return SourceMapWriter.Map(SourceMapWriter.Mappings(Enumerable.Range(0, lines).Select(line => new EdgeIsolates.SourceMaps.SourceSegment(line, 0, 0, line + LineOffset, 0))), ["../src/app.ts"], [content]);
    }

    private async Task<InvocationResult> RunAsync(string code, FunctionConfig? config = null, byte[]? map = null)
    {
        DeployResult result = await DeployAsync(code, config, map);
        Assert.True(result.Succeeded, string.Join('\n', result.Faults));
        return await _host.Runtime.InvokeAsync("f", EdgeHost.Get());
    }

    private async Task<DeployResult> DeployAsync(string code, FunctionConfig? config = null, byte[]? map = null) => await _host.Functions.DeployAsync(new FunctionDeployment
    {
        Name = "f",
        Config = config ?? FunctionConfig.Default,
        Modules = [EdgeModule.JavaScript("dist/index.js", code), new EdgeModule("dist/index.js.map", EdgeModuleKind.SourceMap, map ?? MapOf(code))],
    });
}
