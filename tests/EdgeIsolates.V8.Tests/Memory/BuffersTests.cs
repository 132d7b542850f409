using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class BuffersTests
{
    [Theory]
    [InlineData("new ArrayBuffer(40 << 20)")]
    [InlineData("new Uint8Array(40 << 20)")]
    [InlineData("new Float64Array(6 << 20)")]
    [InlineData("new ArrayBuffer(2 ** 40)")]
    [InlineData("const kept = []; for (;;) kept.push(new ArrayBuffer(1 << 20))")]
    [InlineData("Uint8Array.from({ length: 40 << 20 })")]
    [InlineData("new Uint8Array(20 << 20).slice()")]
    [InlineData("new SharedArrayBuffer(40 << 20)")]
    public void NewBuffer_OverBudget_IsARangeError(string source)
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal("RangeError", isolate.Throws(source).Name);
    }

    // The objects around the bytes are the greater part: the heap may end it before the buffers do.
    [Fact]
    public void NewBuffer_ManySmallOnes_AreStopped()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.NotEqual(V8Status.Ok, isolate.Run("const kept = []; for (;;) kept.push(new Uint8Array(100))"));
        Assert.True(isolate.Isolate.MemoryUsedBytes < 64 << 20);
    }

    [Fact]
    public void NewBuffer_Refused_CanBeCaughtAndTheIsolateGoesOn()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal("RangeError 1048576", isolate.Evaluate("let name; try { new ArrayBuffer(40 << 20) } catch (e) { name = e.name } `${name} ${new ArrayBuffer(1 << 20).byteLength}`"));
    }

    [Fact]
    public void NewBuffer_Garbage_IsCollectedToMakeRoom()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal("200", isolate.Evaluate("let n = 0; for (; n < 200; n++) new ArrayBuffer(4 << 20); n"));
    }

    [Fact]
    public void GetHeapStatistics_Buffers_AreCounted()
    {
        using var isolate = TestIsolate.WithLimit(32);
        isolate.Evaluate("globalThis.kept = new ArrayBuffer(8 << 20)");
        using var scope = isolate.Isolate.Enter();
        Assert.InRange(scope.GetHeapStatistics().BufferBytes, 8 << 20, (8 << 20) + 4096);
        Assert.True(isolate.Isolate.MemoryUsedBytes > 8 << 20);
    }

    // The view's bytes lie in the heap until the host looks at them: V8 then wants a buffer for them.
    [Fact]
    public void InvokeOp_SmallViewWhenNoBufferIsLeft_DoesNotLoseTheIsolate()
    {
        using var isolate = new TestIsolate(new V8IsolateOptions { TotalLimitBytes = 32 << 20, ArrayBufferBytes = 1 << 20 });
        var length = -1;
        isolate.Host.Custom = (in V8OpCall call) => length = call.GetBytes(0).Length;
        isolate.Run("const small = new Uint8Array(8); const kept = []; for (let size = 1 << 20; size > 0; size >>= 1) { try { for (;;) kept.push(new ArrayBuffer(size)) } catch {} } host.custom(small)");
        Assert.False(isolate.Isolate.IsLost, isolate.Isolate.LossReason);
    }
}
