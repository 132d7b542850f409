using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class HeapStatisticsTests
{
    [Fact]
    public void GetHeapStatistics_Fresh_IsPlausible()
    {
        using var isolate = TestIsolate.WithLimit(64);
        using var scope = isolate.Isolate.Enter();
        var statistics = scope.GetHeapStatistics();
        Assert.InRange(statistics.UsedBytes, 100_000, 8 << 20);
        Assert.InRange(statistics.CommittedBytes, statistics.UsedBytes, 16 << 20);
        Assert.Equal(64 << 20, statistics.LimitBytes);
        Assert.Equal((0, 0, 0), (statistics.BufferBytes, statistics.WasmBytes, statistics.HostBytes));
        Assert.Equal((1, 0), (statistics.NativeContexts, statistics.DetachedContexts));
    }

    [Fact]
    public void GetHeapStatistics_Garbage_GoesWithACollection()
    {
        using var isolate = TestIsolate.WithLimit(64);
        isolate.Evaluate("globalThis.kept = Array.from({ length: 1e5 }, (_, i) => ({ i }))");
        using var scope = isolate.Isolate.Enter();
        var full = scope.GetHeapStatistics().UsedBytes;
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("kept = null"), out _));
        Assert.Equal(V8Status.Ok, scope.CollectGarbage());
        Assert.True(scope.GetHeapStatistics().UsedBytes < full - (1 << 20));
    }

    [Fact]
    public void Hold_ManyHeldAndReleased_HandlesComeBack()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        var held = new List<V8Reference>();
        for (var round = 0; round < 3; round++)
        {
            var before = scope.GetHeapStatistics().GlobalHandleBytes;
            for (var count = 0; count < 1000; count++)
            {
                held.Add(scope.Hold(scope.Number(count + 0.5)));
            }

            Assert.True(scope.GetHeapStatistics().GlobalHandleBytes > before);
            held.ForEach(isolate.Release);
            held.Clear();
            Assert.Equal(before, scope.GetHeapStatistics().GlobalHandleBytes);
        }
    }

    [Fact]
    public void MemoryUsedBytes_Grows_WithTheHeap()
    {
        using var isolate = new TestIsolate();
        var before = isolate.Isolate.MemoryUsedBytes;
        isolate.Evaluate("globalThis.kept = Array.from({ length: 3e5 }, (_, i) => [i])");
        Assert.True(isolate.Isolate.MemoryUsedBytes > before + (4 << 20));
    }
}
