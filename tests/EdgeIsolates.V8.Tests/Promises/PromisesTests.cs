using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Promises;

public class PromisesTests
{
    [Fact]
    public void Resolve_HostPromise_ScriptGoesOn()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("host.promise().then(value => host.record('got ' + value))");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.String("it")));
            Assert.Empty(isolate.Host.Texts);
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(["got it"], isolate.Host.Texts);
    }

    [Fact]
    public void Resolve_EveryKind_Arrives()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("for (let i = 0; i < 6; i++) host.promise().then(value => host.record(typeof value + ' ' + value))");
        using (var scope = isolate.Isolate.Enter())
        {
            var promises = isolate.Host.Promises;
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[0], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[1], scope.Null));
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[2], scope.Int32(5)));
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[3], scope.Boolean(true)));
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[4], scope.Bytes([1, 2])));
            Assert.Equal(V8Status.Ok, scope.Resolve(promises[5], scope.Number(0.5)));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(["undefined undefined", "object null", "number 5", "boolean true", "object 1,2", "number 0.5"], isolate.Host.Texts);
    }

    [Theory]
    [InlineData(V8ErrorClass.TypeError, "TypeError: refused")]
    [InlineData(V8ErrorClass.RangeError, "RangeError: refused")]
    public void Reject_HostPromise_ScriptSeesTheError(V8ErrorClass errorClass, string expected)
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("host.promise().catch(e => host.record(e))");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Reject(isolate.Host.Promises[0], errorClass, "refused"));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal([expected], isolate.Host.Texts);
    }

    [Fact]
    public void Reject_Named_SnapshotMakesTheError()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("host.promise().catch(e => host.record(e))");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Reject(isolate.Host.Promises[0], new V8OpException("AbortError", "gone")));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(["AbortError: gone"], isolate.Host.Texts);
    }

    [Fact]
    public void Resolve_SettledOrForgotten_IsHarmless()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("host.promise().then(v => host.record(v)); host.promise().then(v => host.record(v))");
        using (var scope = isolate.Isolate.Enter())
        {
            scope.Forget(isolate.Host.Promises[1]);
            for (var times = 0; times < 2; times++)
            {
                Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.String("once")));
                Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[1], scope.String("never")));
                Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
            }
        }

        Assert.Equal(["once"], isolate.Host.Texts);
    }

    [Fact]
    public void Resolve_TenantTampersThen_PromisesStillWork()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("Object.defineProperty(Object.prototype, 'then', { get() { host.record('looked'); } }); host.promise().then(v => host.record(v))");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Int32(1)));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal("1", isolate.Host.Texts.Last());
    }

    [Fact]
    public void GetPromiseState_Promises_TellsStateAndValue()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("Promise.resolve(3)"), out var fulfilled));
        Assert.Equal(V8PromiseState.Fulfilled, scope.GetPromiseState(fulfilled, out var three));
        Assert.Equal(3, scope.GetNumber(three));
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("Promise.reject(new RangeError('no'))"), out var rejected));
        Assert.Equal(V8PromiseState.Rejected, scope.GetPromiseState(rejected, out var reason));
        Assert.Equal("RangeError", scope.Describe(reason).Name);
        Assert.False(scope.TryTakeUnhandledRejection(out _));
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("new Promise(() => {})"), out var pending));
        Assert.Equal(V8PromiseState.Pending, scope.GetPromiseState(pending, out _));
        Assert.Equal(V8PromiseState.NotAPromise, scope.GetPromiseState(scope.Int32(1), out _));
        Assert.Equal(V8PromiseState.NotAPromise, scope.GetPromiseState(default, out _));
    }

    [Fact]
    public void RunMicrotasks_WebAssemblyCompilesAsynchronously_HostIsToldAndItSettles()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate($"WebAssembly.compile({Wasm.Literal(Wasm.Answer)}).then(module => host.record(new WebAssembly.Instance(module).exports.f()))");
        for (var entries = 0; entries < 20 && isolate.Host.Records.Count == 0; entries++)
        {
            using var scope = isolate.Isolate.Enter();
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(["42"], isolate.Host.Texts);
    }
}
