using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class HeapLimitTests
{
    [Theory]
    [InlineData("const a = []; for (;;) a.push({ x: a.length, y: [a.length] })")]
    [InlineData("let tree = []; for (;;) tree = [tree, { tree }, [1, 2, 3]]")]
    [InlineData("let last = null; for (;;) last = { last }")]
    [InlineData("(async () => { const a = []; for (;;) { a.push(new Promise(() => {})); await null; } })()")]
    public void Run_GrowsSlowly_IsTerminatedForMemory(string source)
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.Equal(V8Status.Terminated, isolate.Run(source));
        Assert.Equal(V8TerminationReason.Memory, isolate.Isolate.TerminationReason);
        Assert.False(isolate.Isolate.IsLost);
    }

    [Fact]
    public void Run_GarbageOnly_IsNotStopped()
    {
        using var isolate = TestIsolate.WithLimit(16);
        Assert.Equal("500000", isolate.Evaluate("let n = 0; for (let i = 0; i < 5e5; i++) n += [i, i, i, i, i, i].length / 6; n"));
    }

    [Fact]
    public void SetLimits_Lowered_HoldsFromThenOn()
    {
        using var isolate = TestIsolate.WithLimit(128);
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.SetLimits(new V8IsolateOptions { TotalLimitBytes = 16 << 20, ArrayBufferBytes = 4 << 20 }));
            Assert.Equal(16 << 20, scope.GetHeapStatistics().LimitBytes);
        }

        Assert.Equal("RangeError", isolate.Throws("new ArrayBuffer(5 << 20)").Name);
        Assert.Equal(V8Status.Terminated, isolate.Run("let last = null; for (;;) last = { last }"));
        Assert.Equal(V8TerminationReason.Memory, isolate.Isolate.TerminationReason);
        Assert.True(isolate.Isolate.MemoryUsedBytes < 40 << 20, $"{isolate.Isolate.MemoryUsedBytes >> 20} MB");
    }

    [Fact]
    public void ChargeHostMemory_OverBudget_AnswersFalseAndCounts()
    {
        using var isolate = TestIsolate.WithLimit(32);
        Assert.True(isolate.Isolate.ChargeHostMemory(20 << 20));
        Assert.False(isolate.Isolate.ChargeHostMemory(20 << 20));
        Assert.True(isolate.Isolate.MemoryUsedBytes > 40 << 20);
        Assert.True(isolate.Isolate.ChargeHostMemory(-(20 << 20)));
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(20 << 20, scope.GetHeapStatistics().HostBytes);
    }

    [Fact]
    public void ChargeHostMemory_Held_LeavesLessForBuffers()
    {
        using var isolate = TestIsolate.WithLimit(32);
        isolate.Isolate.ChargeHostMemory(24 << 20);
        Assert.Equal("RangeError", isolate.Throws("new ArrayBuffer(10 << 20)").Name);
        isolate.Isolate.ChargeHostMemory(-(24 << 20));
        Assert.Equal("10485760", isolate.Evaluate("new ArrayBuffer(10 << 20).byteLength"));
    }

    [Fact]
    public void ChargeHostMemory_Held_HeapReachesTheLimitSooner()
    {
        using var isolate = TestIsolate.WithLimit(32);
        isolate.Isolate.ChargeHostMemory(26 << 20);
        Assert.Equal(V8Status.Terminated, isolate.Run("const a = []; for (let i = 0; i < 2e5; i++) a.push({ x: i, y: [i] }); 'kept ' + a.length"));
        Assert.Equal(V8TerminationReason.Memory, isolate.Isolate.TerminationReason);
    }

    [Fact]
    public void Dispose_AfterMemoryTermination_GivesPagesBack()
    {
        var before = V8Engine.Statistics.PageBytes;
        for (var round = 0; round < 5; round++)
        {
            using var isolate = TestIsolate.WithLimit(32);
            isolate.Run("const a = []; for (;;) a.push({ x: a.length })");
        }

        Assert.InRange(V8Engine.Statistics.PageBytes - before, -(64 << 20), 1 << 20);
    }
}
