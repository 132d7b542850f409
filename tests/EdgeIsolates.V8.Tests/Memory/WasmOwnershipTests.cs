using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

/// <summary>No two isolates share a compiled module, and scripts do not see how (native/wasm.h).</summary>
public class WasmOwnershipTests
{
    // V8 finds compiled modules by their bytes, for the whole process: others must not wait for, or be given, what a lost isolate began.
    [Theory]
    [InlineData("new WebAssembly.Module(bytes)", 32, 400_000, 20_000, V8TerminationReason.Memory)]
    [InlineData("new WebAssembly.Module(bytes)", 128, 200_000, 60, V8TerminationReason.Cpu)]
    [InlineData("WebAssembly.compile(bytes); for (;;);", 128, 200_000, 100, V8TerminationReason.Cpu)]
    public void Compile_LostOrStoppedInTheMiddle_OthersCompileTheSameBytes(
        string compile, int megabytes, int functions, int milliseconds, V8TerminationReason reason)
    {
        for (var round = 0; round < 3; round++)
        {
            using var isolate = TestIsolate.WithLimit(megabytes);
            var run = isolate.RunAs(1, TimeSpan.FromMilliseconds(milliseconds), Wasm.ManyFunctions(functions, compile));
            Assert.NotEqual(V8Status.Ok, run.Status);
            Assert.Equal(reason, run.Reason);
        }

        using var other = TestIsolate.WithLimit(256);
        Assert.Equal("[object WebAssembly.Module]", other.Evaluate(Wasm.ManyFunctions(functions, "String(new WebAssembly.Module(bytes))")));
    }

    [Fact]
    public void Compile_OwnerOfTheSameBytesLost_KeepsRunning()
    {
        using var survivor = new TestIsolate();
        string module = Wasm.Literal(Wasm.Answer);
        using (var owner = TestIsolate.WithLimit(32))
        {
            Assert.Equal("42", owner.Evaluate($"globalThis.f = new WebAssembly.Instance(new WebAssembly.Module({module})).exports.f; f()"));
            survivor.Evaluate($"globalThis.f = new WebAssembly.Instance(new WebAssembly.Module({module})).exports.f; f()");
            owner.Run("new Array(5e8).fill(0)");
            Assert.True(owner.Isolate.IsLost);
        }

        Assert.Equal("42", survivor.Evaluate("f()"));
        using var later = new TestIsolate();
        Assert.Equal("42", later.Evaluate($"new WebAssembly.Instance(new WebAssembly.Module({module})).exports.f()"));
    }

    [Theory]
    [InlineData("new WebAssembly.Module(bytes) instanceof WebAssembly.Module", "true")]
    [InlineData("new WebAssembly.Module(bytes).constructor === WebAssembly.Module", "true")]
    [InlineData("new (class Mine extends WebAssembly.Module { mine() { return 7 } })(bytes).mine()", "7")]
    [InlineData("WebAssembly.Module.name + WebAssembly.Module.length + WebAssembly.compile.name + WebAssembly.instantiate.length", "Module1compile1")]
    [InlineData("WebAssembly.Module.toString()", "function () { [native code] }")]
    [InlineData("Object.keys(WebAssembly.Module).sort().join()", "customSections,exports,imports")]
    [InlineData("Object.getOwnPropertyDescriptor(WebAssembly, 'Module').enumerable", "false")]
    [InlineData("WebAssembly.Module.customSections(new WebAssembly.Module(bytes), 'name').length", "0")]
    [InlineData("const copy = bytes.slice(); new WebAssembly.Module(bytes); copy.join() === bytes.join()", "true")]
    [InlineData("Object.keys(Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly')).join()", "value,writable,enumerable,configurable")]
    [InlineData("const kept = WebAssembly; globalThis.WebAssembly = 1; kept === WebAssembly", "false")]
    [InlineData("try { WebAssembly.Module(bytes) } catch (error) { error.name }", "TypeError")]
    [InlineData("try { new WebAssembly.Module() } catch (error) { error.name }", "TypeError")]
    public void Module_OfTheScript_LooksLikeThatOfV8(string source, string expected)
    {
        using var isolate = new TestIsolate();
        Assert.Equal(expected, isolate.Evaluate($"const bytes = {Wasm.Literal(Wasm.Answer)}; {source}"));
    }

    [Fact]
    public void Compile_BrokenInside_TellsTheOffsetOfTheTenantsBytes()
    {
        using var isolate = new TestIsolate();
        byte[] broken = [.. Wasm.Answer[..^1], 0x1A];
        Assert.EndsWith($"@+{broken.Length}", isolate.Throws($"new WebAssembly.Module({Wasm.Literal(broken)})").Message, StringComparison.Ordinal);
    }

    // Our section would complete it.
    [Fact]
    public void Compile_LastSectionCutOff_Fails()
    {
        using var isolate = new TestIsolate();
        byte[] cut = [.. Wasm.Answer, 0x00, 0x18, 0x01];
        Assert.Equal("CompileError", isolate.Throws($"new WebAssembly.Module({Wasm.Literal(cut)})").Name);
    }

    [Fact]
    public void Compile_MoreThanTheBudgetHolds_RejectsAndDoesNotThrow()
    {
        using var isolate = TestIsolate.WithLimit(32);
        isolate.Evaluate("""
            const size = 20 << 20, bytes = new Uint8Array(size + 14);
            bytes.set([0, 97, 115, 109, 1, 0, 0, 0, 0, size & 127 | 128, size >> 7 & 127 | 128, size >> 14 & 127 | 128, size >> 21]);
            WebAssembly.compile(bytes.subarray(0, size + 13)).catch(error => host.record(error.name));
            """);
        Assert.Equal(["RangeError"], isolate.Host.Texts);
    }
}
