using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Requests;

public class TerminationTests
{
    [Fact]
    public void Terminate_FromAnotherThread_StopsWhatRuns()
    {
        using var isolate = new TestIsolate();
        using var running = new ManualResetEventSlim();
        isolate.Host.Custom = (in V8OpCall call) => running.Set();
        var killer = OwnThread.Start(() =>
        {
            running.Wait();
            isolate.Isolate.Terminate();
        });
        var run = isolate.RunAs(1, TimeSpan.Zero, "host.custom(); for (;;);");
        killer.Join();
        Assert.Equal((V8Status.Terminated, V8TerminationReason.Host), (run.Status, run.Reason));
    }

    [Fact]
    public void Terminate_NothingRuns_StopsTheNextThing()
    {
        using var isolate = new TestIsolate();
        isolate.Isolate.Terminate();
        Assert.Equal(V8Status.Terminated, isolate.Run("1"));
        Assert.Equal(V8Status.Terminated, isolate.Run("1"));
    }

    [Fact]
    public void SettleTermination_AfterTerminate_IsolateGoesOn()
    {
        using var isolate = new TestIsolate();
        isolate.Evaluate("globalThis.kept = 5");
        isolate.Isolate.Terminate();
        Assert.Equal(V8Status.Terminated, isolate.Run("1"));
        using (var scope = isolate.Isolate.Enter())
        {
            scope.SettleTermination();
            Assert.Equal(0, scope.StoppedRequest);
        }

        Assert.Equal(V8TerminationReason.None, isolate.Isolate.TerminationReason);
        Assert.Equal("5", isolate.Evaluate("kept"));
    }

    [Fact]
    public void SettleTermination_InTheSameScopeAfterCpuLimit_OthersGoOn()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Burn(in scope, 1);
        scope.SettleTermination();
        scope.EndRequest(1);
        scope.BeginRequest(2, TimeSpan.FromSeconds(1));
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("host.burn(10); 'on'"), out var text));
        Assert.Equal("on", scope.GetString(text));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
    }

    [Fact]
    public void SettleTermination_AnotherRequestAwaitsHost_ItResumes()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(2, TimeSpan.FromSeconds(1));
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("(async () => { await host.promise(); host.record('resumed'); })()"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Burn(in scope, 1);
        scope.SettleTermination();
        scope.EndRequest(1);
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal([(2, "resumed")], isolate.Host.Records);
    }

    // V8 drops the whole queue of microtasks when one of them is terminated: whoever shares the isolate must be told, not left waiting.
    [Fact]
    public void SettleTermination_AnotherRequestsContinuationIsQueuedBehind_IsDroppedAndTheIsolateGoesOn()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        foreach (var (request, then) in new[] { (1, "for (;;);"), (2, "host.record('ran');") })
        {
            scope.BeginRequest(request, TimeSpan.FromMilliseconds(30));
            scope.SwitchRequest(request);
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script($"(async () => {{ await host.promise(); {then} }})()"), out _));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[1], scope.Undefined));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.Equal(1, scope.StoppedRequest);
        scope.SettleTermination();
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Empty(isolate.Host.Records);

        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("Promise.resolve().then(() => host.record('again'))"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal([(2, "again")], isolate.Host.Records);
    }

    [Fact]
    public void TerminateRequest_Running_IsStoppedAlone()
    {
        using var isolate = new TestIsolate();
        using var running = new ManualResetEventSlim();
        isolate.Host.Custom = (in V8OpCall call) => running.Set();
        isolate.RunAs(2, TimeSpan.Zero, "(async () => { await host.promise(); host.record('resumed'); })()");
        var killer = OwnThread.Start(() =>
        {
            running.Wait();
            isolate.Isolate.TerminateRequest(1);
        });
        var run = isolate.RunAs(1, TimeSpan.Zero, "host.custom(); for (;;);");
        killer.Join();
        Assert.Equal((V8Status.Terminated, V8TerminationReason.Host, 1), (run.Status, run.Reason, run.Stopped));
        using (var scope = isolate.Isolate.Enter())
        {
            scope.SettleTermination();
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Equal(["resumed"], isolate.Host.Texts);
    }

    [Fact]
    public void TerminateRequest_AnotherRuns_IsNotHit()
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(2, TimeSpan.Zero, "(async () => { await host.promise(); for (;;); })()");
        isolate.Host.Custom = (in V8OpCall call) => isolate.Isolate.TerminateRequest(2);
        var run = isolate.RunAs(1, TimeSpan.Zero, "host.custom(); host.burn(30); 'unharmed'");
        Assert.Equal((V8Status.Ok, "unharmed"), (run.Status, run.Text));
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.Equal(2, scope.StoppedRequest);
    }

    [Fact]
    public void TerminateRequest_TwoCondemned_BothAreStopped()
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(2, TimeSpan.Zero, "(async () => { await host.promise(); for (;;); })()");
        isolate.RunAs(3, TimeSpan.Zero, "(async () => { await host.promise(); for (;;); })()");
        isolate.Isolate.TerminateRequest(2);
        isolate.Isolate.TerminateRequest(3);
        using var guard = new Timer(_ => isolate.Isolate.Terminate(), null, TimeSpan.FromSeconds(60), Timeout.InfiniteTimeSpan);
        foreach (var request in new[] { 2, 3 })
        {
            using var scope = isolate.Isolate.Enter();
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[request - 2], scope.Undefined));
            Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
            Assert.Equal(request, scope.StoppedRequest);
            scope.SettleTermination();
        }
    }

    [Fact]
    public void Terminate_LostOrDisposedIsolate_IsHarmless()
    {
        var isolate = new TestIsolate();
        isolate.Dispose();
        Assert.Throws<ObjectDisposedException>(isolate.Isolate.Terminate);
    }

    private static void Burn(in V8Scope scope, int request)
    {
        scope.BeginRequest(request, TimeSpan.FromMilliseconds(20));
        scope.SwitchRequest(request);
        Assert.Equal(V8Status.Terminated, scope.Evaluate(TestIsolate.Script("for (;;);"), out _));
        Assert.Equal(request, scope.StoppedRequest);
    }
}
