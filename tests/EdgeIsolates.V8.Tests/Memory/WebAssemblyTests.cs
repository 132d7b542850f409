using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class WebAssemblyTests
{
    [Fact]
    public void Instantiate_SmallModule_Works()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("42", isolate.Evaluate($"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.Answer)})).exports.f()"));
    }

    [Fact]
    public void Memory_Grow_StopsAtTheBudget()
    {
        using var isolate = TestIsolate.WithLimit(32);
        var pages = int.Parse(isolate.Evaluate("const m = new WebAssembly.Memory({ initial: 1 }); try { for (;;) m.grow(16) } catch {} m.buffer.byteLength / 65536"));
        Assert.InRange(pages, 100, 512);
        using var scope = isolate.Isolate.Enter();
        Assert.InRange(scope.GetHeapStatistics().WasmBytes, 100L * 65536, 32 << 20);
    }

    [Fact]
    public void Memory_GrowRefused_IsARangeError()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal("RangeError", isolate.Throws("new WebAssembly.Memory({ initial: 1 }).grow(1000)").Name);
    }

    [Fact]
    public void Memory_InitialOverBudget_IsARangeError()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal("RangeError", isolate.Throws("new WebAssembly.Memory({ initial: 65536 })").Name);
        Assert.Equal("1", isolate.Evaluate("new WebAssembly.Memory({ initial: 1 }).buffer.byteLength / 65536"));
    }

    [Fact]
    public void Memory_ManySmallOnes_AreCounted()
    {
        using var isolate = TestIsolate.WithLimit(32);
        var status = isolate.Run("const kept = []; for (let i = 0; i < 5000; i++) kept.push(new WebAssembly.Memory({ initial: 1 }))");
        Assert.NotEqual(V8Status.Ok, status);
        Assert.True(isolate.Isolate.MemoryUsedBytes < 64 << 20, $"{isolate.Isolate.MemoryUsedBytes >> 20} MB");
    }

    [Fact]
    public void Table_Huge_StaysWithinTheBudget()
    {
        using var isolate = TestIsolate.WithLimit(32);
        isolate.Run("new WebAssembly.Table({ initial: 10000000, element: 'anyfunc' })");
        Assert.True(isolate.Isolate.MemoryUsedBytes < 64 << 20, $"{isolate.Isolate.MemoryUsedBytes >> 20} MB");
    }

    [Fact]
    public void Module_Broken_IsACompileError()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("CompileError", isolate.Throws("new WebAssembly.Module(new Uint8Array([0, 97, 115, 109]))").Name);
    }

    // Memory accesses out of bounds must be found by checks in the code: .NET owns SIGSEGV.
    [Fact]
    public void Trap_OutOfBounds_IsARuntimeErrorAndNullReferencesStillWork()
    {
        using var isolate = new TestIsolate();
        Assert.Equal("RuntimeError", isolate.Throws($"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.LoadOutOfBounds)})).exports.f()").Name);
        Assert.Throws<NullReferenceException>(static () => ((string?)null)!.Length);
    }

    // Rights to memory protection keys are a thread's own: V8 must not guard shared code with them.
    [Fact]
    public void Run_OnThreadsThatMadeNoIsolate_Works()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate($"globalThis.wasm = new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.EndlessLoop)}))");
        for (var threads = 0; threads < 4; threads++)
        {
            OwnThread.Run(() =>
            {
                Assert.Equal(V8TerminationReason.Cpu, isolate.RunAs(1, TimeSpan.FromMilliseconds(10), "wasm.exports.f()").Reason);
                using var scope = isolate.Isolate.Enter();
                scope.SettleTermination();
            });
        }
    }

    // A loss may leave a signal handler by a jump, and with it the kernel's rights for handlers.
    [Fact]
    public void Run_AfterALossOnThisThread_Works()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate($"globalThis.wasm = new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.EndlessLoop)}))");
        OwnThread.Run(() =>
        {
            using var lost = TestIsolate.WithLimit(32);
            Assert.Equal(V8Status.Lost, lost.RunAs(1, TimeSpan.FromMilliseconds(10), "[].indexOf.call({ length: 2 ** 53 - 1 }, 1)").Status);
            Assert.Equal(V8TerminationReason.Cpu, isolate.RunAs(1, TimeSpan.FromMilliseconds(10), "wasm.exports.f()").Reason);
        });
    }
}
