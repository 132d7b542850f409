using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Modules;

public class OtherKindsTests
{
    [Fact]
    public void Import_Json_IsTheParsedValue() =>
        AssertImports(V8ModuleKind.Json, "{\"a\":[1,\"\u4F60\"]}"u8.ToArray(), "JSON.stringify(dep)", "{\"a\":[1,\"\u4F60\"]}");

    [Fact]
    public void Import_Text_IsAString() => AssertImports(V8ModuleKind.Text, "caf\u00E9"u8.ToArray(), "typeof dep + dep", "stringcaf\u00E9");

    [Fact]
    public void Import_Bytes_IsAnArrayBuffer() =>
        AssertImports(V8ModuleKind.Bytes, [1, 0, 255], "`${dep.constructor.name} ${new Uint8Array(dep)}`", "ArrayBuffer 1,0,255");

    [Fact]
    public void Import_NoBytes_IsAnEmptyArrayBuffer() => AssertImports(V8ModuleKind.Bytes, [], "dep.byteLength", "0");

    [Fact]
    public void Import_Wasm_IsACompiledModule() =>
        AssertImports(V8ModuleKind.Wasm, Wasm.Answer, "`${dep instanceof WebAssembly.Module} ${new WebAssembly.Instance(dep).exports.f()}`", "true 42");

    [Fact]
    public void Import_BrokenJson_RejectsWithASyntaxError() => Assert.Equal("SyntaxError", EvaluationFails(V8ModuleKind.Json, "{\"a\":}"u8.ToArray()).Name);

    [Fact]
    public void Import_BrokenWasm_RejectsWithACompileError() => Assert.Equal("CompileError", EvaluationFails(V8ModuleKind.Wasm, [1, 2, 3]).Name);

    [Fact]
    public void Import_BytesOverBudget_RejectsWithARangeError()
    {
        var thrown = EvaluationFails(V8ModuleKind.Bytes, new byte[20 << 20]);
        Assert.Equal("RangeError", thrown.Name);
    }

    [Fact]
    public void Import_DynamicallyAndStatically_IsTheSame()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "true",
            isolate.RunModules(
                TestIsolate.Script("import a from './data.json'; const b = await import('./data.json'); globalThis.answer = () => String(a === b.default)"),
                new V8Module("data.json", V8ModuleKind.Json, "{}"u8.ToArray())));
    }

    private static void AssertImports(V8ModuleKind kind, byte[] content, string look, string expected)
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            expected,
            isolate.RunModules(TestIsolate.Script($"import dep from './dep'; globalThis.answer = () => {look}"), new V8Module("dep", kind, content)));
    }

    private static V8Exception EvaluationFails(V8ModuleKind kind, byte[] content)
    {
        using var isolate = TestIsolate.WithLimit(16);
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("import './dep'"), new V8Module("dep", kind, content)]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        var status = scope.EvaluateModule(TestIsolate.ScriptName, out var promise);
        if (status == V8Status.Exception)
        {
            return scope.TakeException();
        }

        Assert.Equal(V8Status.Ok, status);
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8PromiseState.Rejected, scope.GetPromiseState(promise, out var reason));
        return scope.Describe(reason);
    }
}
