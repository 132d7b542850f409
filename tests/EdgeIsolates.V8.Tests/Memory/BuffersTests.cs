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

    // V8 itself would look after 32 MB.
    [Fact]
    public void Bytes_PassedOnAndForgotten_AreCollectedSoon()
    {
        using var isolate = TestIsolate.WithLimit(128);
        var chunk = new byte[64 * 1024];
        long most = 0;
        for (var count = 0; count < 2000; count++)
        {
            using var scope = isolate.Isolate.Enter();
            Assert.True(scope.Bytes(chunk).Exists);
            most = Math.Max(most, scope.GetHeapStatistics().BufferBytes);
        }

        Assert.InRange(most, 1, 16 << 20);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(65_536)]
    [InlineData(120_000)]
    [InlineData(300_000)]
    public void NewBuffer_WhereAnotherWasFreed_IsZeroed(int bytes)
    {
        using var isolate = TestIsolate.WithLimit(128);
        var script = $"let used = 0; for (let i = 0; i < 2000; i++) {{ const b = new Uint8Array({bytes}); used += b[0] + b[b.length >> 1] + b[b.length - 1]; b.fill(255); }} used";
        Assert.Equal("0", isolate.Evaluate(script));
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
