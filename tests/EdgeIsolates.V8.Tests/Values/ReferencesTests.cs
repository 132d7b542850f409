using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Values;

public class ReferencesTests
{
    [Fact]
    public void Hold_NextScope_GivesTheSameValue()
    {
        using var isolate = new TestIsolate();
        V8Reference held;
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("globalThis.counter = { n: 1 }; counter"), out var counter));
            held = scope.Hold(counter);
        }

        isolate.Evaluate("counter.n = 2");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.GetProperty(scope.Get(held), "n", out var n));
            Assert.Equal(2, scope.GetNumber(n));
            scope.Release(held);
        }
    }

    [Fact]
    public void Get_DefaultReference_DoesNotExist()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.False(scope.Get(default).Exists);
        scope.Release(default);
    }

    [Fact]
    public void Hold_AfterRelease_ReusesTheSlot()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        var first = scope.Hold(scope.Int32(1));
        var kept = scope.Hold(scope.Int32(2));
        scope.Release(first);
        Assert.Equal(first, scope.Hold(scope.Int32(3)));
        Assert.Equal(2, scope.GetNumber(scope.Get(kept)));
        Assert.Equal(3, scope.GetNumber(scope.Get(first)));
    }

    [Fact]
    public void GetProperty_Getter_RunsIt()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("({ get good() { return 1; }, get bad() { throw new RangeError('no'); } })"), out var target));
        Assert.Equal(V8Status.Ok, scope.GetProperty(target, "good", out var good));
        Assert.Equal(1, scope.GetNumber(good));
        Assert.Equal(V8Status.Exception, scope.GetProperty(target, "bad", out _));
        Assert.Equal("RangeError", scope.TakeException().Name);
    }

    [Fact]
    public void GetProperty_OfPrimitive_IsUndefined()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.GetProperty(scope.Null, "x", out var value));
        Assert.True(scope.IsNullOrUndefined(value));
    }

    [Fact]
    public void Call_NoFunction_IsInvalid()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Invalid, scope.Call(scope.Int32(1), out _));
        Assert.Equal(V8Status.Invalid, scope.Call(default, out _));
    }

    [Fact]
    public void Internal_TenantTampersObjectPrototype_RunsNoneOfItsCode()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.ran = 0; Object.defineProperty(Object.prototype, 'absent', { get() { ran++; return () => 1; } })");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.True(scope.IsNullOrUndefined(scope.Internal("absent")));
        }

        Assert.Equal("0", isolate.Evaluate("ran"));
    }
}
