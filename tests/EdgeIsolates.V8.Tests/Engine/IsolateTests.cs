using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Engine;

public class IsolateTests
{
    [Fact]
    public void Statistics_IsolateMadeAndDisposed_CountsIt()
    {
        _ = TestSnapshot.Shared;
        var before = V8Engine.Statistics.IsolatesLive;
        using (new TestIsolate())
        {
            Assert.Equal(before + 1, V8Engine.Statistics.IsolatesLive);
        }

        Assert.Equal(before, V8Engine.Statistics.IsolatesLive);
    }

    [Fact]
    public void Constructor_BudgetTooSmall_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TestIsolate(new V8IsolateOptions { TotalLimitBytes = 1 << 20 }));

    [Fact]
    public void Enter_FromOtherThreads_TakesTurns()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.count = 0");
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => isolate.Evaluate("count++"));
        Assert.Equal("200", isolate.Evaluate("count"));
    }

    [Fact]
    public void Enter_Nested_StaysInside()
    {
        using var isolate = new TestIsolate();
        using var outer = isolate.Isolate.Enter();
        using (var inner = isolate.Isolate.Enter())
        {
            Assert.Equal("a", inner.GetString(inner.String("a")));
        }

        Assert.Equal("b", outer.GetString(outer.String("b")));
    }

    [Fact]
    public void Enter_OneIsolateInsideAnother_KeepsThemApart()
    {
        using var first = new TestIsolate();
        using var second = new TestIsolate();
        using var outer = first.Isolate.Enter();
        Assert.Equal("2", second.Evaluate("globalThis.own = 2; own"));
        Assert.Equal(V8Status.Ok, outer.Evaluate(TestIsolate.Script("typeof own"), out var kind));
        Assert.Equal("undefined", outer.GetString(kind));
    }

    [Fact]
    public void Enter_AfterDispose_Throws()
    {
        var isolate = new TestIsolate();
        isolate.Dispose();
        Assert.Throws<ObjectDisposedException>(() => isolate.Evaluate("1"));
    }

    [Fact]
    public void Dispose_WhileEntered_WaitsForTheScope()
    {
        using var isolate = new TestIsolate();
        var before = V8Engine.Statistics.IsolatesLive;
        using (var scope = isolate.Isolate.Enter())
        {
            isolate.Dispose();
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("1 + 1"), out var two));
            Assert.Equal(2, scope.GetNumber(two));
        }

        Assert.Equal(before - 1, V8Engine.Statistics.IsolatesLive);
    }

    [Fact]
    public void ResetHandles_InLongStay_KeepsHeldValues()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        var held = scope.Hold(scope.String("kept"));
        for (var round = 0; round < 3; round++)
        {
            _ = scope.String("forgotten");
            scope.ResetHandles();
        }

        Assert.Equal("kept", scope.GetString(scope.Get(held)));
        scope.Release(held);
    }
}
