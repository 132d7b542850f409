using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Errors;

public class UnhandledRejectionsTests
{
    [Fact]
    public void TryTake_RejectedWithoutHandler_TellsWhatAndWhere()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("\nPromise.reject(new RangeError('lost'))");
        using var scope = isolate.Isolate.Enter();
        Assert.True(scope.TryTakeUnhandledRejection(out var rejection));
        Assert.Equal(("RangeError", "lost", 2), (rejection.Exception.Name, rejection.Exception.Message, rejection.Exception.Line));
        Assert.False(scope.TryTakeUnhandledRejection(out _));
    }

    [Fact]
    public void TryTake_HandlerAddedLater_IsNotReported()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("const a = Promise.reject(1); const b = Promise.reject(2); queueMicrotask_(() => a.catch(() => {})); function queueMicrotask_(f) { Promise.resolve().then(f) }");
        using var scope = isolate.Isolate.Enter();
        Assert.True(scope.TryTakeUnhandledRejection(out var rejection));
        Assert.Equal("2", rejection.Exception.Message);
        Assert.False(scope.TryTakeUnhandledRejection(out _));
    }

    [Fact]
    public void TryTake_HandlerReturnsItself_IsHandled()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("(async () => { try { await Promise.reject(1); } catch { } })()");
        using var scope = isolate.Isolate.Enter();
        Assert.False(scope.TryTakeUnhandledRejection(out _));
    }

    [Fact]
    public void TryTake_Requests_EachKnowsItsOwn()
    {
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            foreach (var request in new[] { 7, 8 })
            {
                scope.BeginRequest(request, TimeSpan.Zero);
                scope.SwitchRequest(request);
                Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script($"(async () => {{ await host.promise(); throw new Error('of {request}'); }})()"), out _));
            }
        }

        using (var scope = isolate.Isolate.Enter())
        {
            scope.SwitchRequest(8);
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[1], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
            Assert.True(scope.TryTakeUnhandledRejection(out var first));
            Assert.True(scope.TryTakeUnhandledRejection(out var second));
            Assert.Equal((7, "of 7"), (first.RequestId, first.Exception.Message));
            Assert.Equal((8, "of 8"), (second.RequestId, second.Exception.Message));
        }
    }

    [Fact]
    public void TryTake_Flood_IsBounded()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("for (let i = 0; i < 20000; i++) Promise.reject(i)");
        using var scope = isolate.Isolate.Enter();
        var taken = 0;
        while (scope.TryTakeUnhandledRejection(out _))
        {
            taken++;
        }

        Assert.InRange(taken, 1, 1000);
    }

    [Fact]
    public void TryTakeLateHandler_HandlerAfterItWasTold_GivesPromiseAndReason()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.late = Promise.reject('why'); globalThis.never = Promise.reject('not told')");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.True(scope.TryTakeUnhandledRejection(out var rejection));
            Assert.Equal("why", scope.GetString(rejection.Reason));
            Assert.False(scope.TryTakeLateHandler(out _, out _, out _));
        }

        isolate.Evaluate("late.catch(() => {}); never.catch(() => {})");
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.True(scope.TryTakeLateHandler(out _, out var promise, out var reason));
            Assert.True(promise.Exists);
            Assert.Equal("why", scope.GetString(reason));
            Assert.False(scope.TryTakeLateHandler(out _, out _, out _));
        }
    }

    [Fact]
    public void TryTakeLateHandler_PromiseCollected_IsForgotten()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("for (let i = 0; i < 500; i++) Promise.reject(new Array(1000).fill(i))");
        using var scope = isolate.Isolate.Enter();
        while (scope.TryTakeUnhandledRejection(out _))
        {
        }

        Assert.False(scope.TryTakeLateHandler(out _, out _, out _));
    }
}
