using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Requests;

public class CpuAccountingTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(5);

    [Fact]
    public void EndRequest_Burnt_IsWhatTheThreadsClockSays() => Measured.BestOfThree(() =>
    {
        using var isolate = WarmIsolate();
        var before = ThreadCpu.Now;
        var run = isolate.RunAs(1, TimeSpan.Zero, "let n = 0; for (let i = 0; i < 3e7; i++) n += i % 7; n");
        var burnt = ThreadCpu.Now - before;
        Assert.Equal(V8Status.Ok, run.Status);
        AssertNear(burnt, run.Cpu);
    });

    [Fact]
    public void EndRequest_OnlyWaited_IsNothing() => Measured.BestOfThree(() =>
    {
        using var isolate = WarmIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(1, TimeSpan.FromMilliseconds(20));
            scope.SwitchRequest(1);
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("(async () => { await host.promise(); host.record('resumed'); })()"), out _));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        isolate.RunAs(2, TimeSpan.Zero, "host.burn(100)");
        using (var scope = isolate.Isolate.Enter())
        {
            scope.SwitchRequest(1);
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
            AssertNear(TimeSpan.Zero, scope.EndRequest(1));
        }

        Assert.Equal(["resumed"], isolate.Host.Texts);
    });

    [Fact]
    public void EndRequest_BurntInContinuationsAnotherResolves_EachIsChargedItsOwn() => Measured.BestOfThree(() =>
    {
        using var isolate = WarmIsolate();
        TimeSpan first;
        TimeSpan second;
        using (var scope = isolate.Isolate.Enter())
        {
            Start(in scope, 1, "(async () => { await host.promise(); host.record(host.burn(60)); await null; host.record(host.burn(20)); })()");
        }

        using (var scope = isolate.Isolate.Enter())
        {
            Start(in scope, 2, "globalThis.own = host.burn(30)");
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("host.record(own + host.burn(30))"), out _));
            first = scope.EndRequest(1);
            second = scope.EndRequest(2);
        }

        var burnt = isolate.Host.Texts.Select(text => double.Parse(text)).ToArray();
        AssertNear(TimeSpan.FromMilliseconds(burnt[0] + burnt[1]), first);
        AssertNear(TimeSpan.FromMilliseconds(burnt[2]), second);
    });

    // Each continuation is shorter than a sample of the watchdog.
    [Fact]
    public void EndRequest_ManyShortContinuationsAnotherResolves_EachIsChargedItsOwn() => Measured.BestOfThree(() =>
    {
        const int Rounds = 40;
        using var isolate = WarmIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            Start(in scope, 1, $"globalThis.total = 0; (async () => {{ for (let i = 0; i < {Rounds}; i++) {{ await host.promise(); total += host.burn(1.5); }} }})()");
        }

        using (var scope = isolate.Isolate.Enter())
        {
            Start(in scope, 2, "0");
        }

        for (var round = 0; round < Rounds; round++)
        {
            using var scope = isolate.Isolate.Enter();
            scope.SwitchRequest(2);
            Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[round], scope.Undefined));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        using (var scope = isolate.Isolate.Enter())
        {
            var first = scope.EndRequest(1);
            var second = scope.EndRequest(2);
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("total"), out var total));
            AssertNear(TimeSpan.FromMilliseconds(scope.GetNumber(total)), first);
            AssertNear(TimeSpan.Zero, second);
        }
    });

    [Fact]
    public void GetRequestCpu_InsideAnOp_IsTheTimeSoFar() => Measured.BestOfThree(() =>
    {
        using var isolate = WarmIsolate();
        var seen = TimeSpan.Zero;
        isolate.Host.Custom = (in V8OpCall call) => seen = call.Scope.GetRequestCpu(1);
        var run = isolate.RunAs(1, TimeSpan.Zero, "const burnt = host.burn(40); host.custom(); burnt");
        AssertNear(TimeSpan.FromMilliseconds(double.Parse(run.Text!)), seen);
    });

    [Fact]
    public void EndRequest_OverManyEntriesAndThreads_IsTheSum() => Measured.BestOfThree(() =>
    {
        using var isolate = WarmIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(1, TimeSpan.Zero);
        }

        var burnt = 0.0;
        for (var entry = 0; entry < 5; entry++)
        {
            OwnThread.Run(() =>
            {
                using var scope = isolate.Isolate.Enter();
                scope.SwitchRequest(1);
                Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("host.burn(15)"), out var milliseconds));
                burnt += scope.GetNumber(milliseconds);
            });
        }

        using (var scope = isolate.Isolate.Enter())
        {
            AssertNear(TimeSpan.FromMilliseconds(burnt), scope.EndRequest(1));
        }
    });

    [Fact]
    public void EndRequest_BusyMachine_IsStillRight() => Measured.BestOfThree(() =>
    {
        using var busy = new BusyMachine(4);
        using var isolate = WarmIsolate();
        var run = isolate.RunAs(1, TimeSpan.FromMilliseconds(80), "host.burn(50)");
        Assert.Equal(V8Status.Ok, run.Status);
        AssertNear(TimeSpan.FromMilliseconds(double.Parse(run.Text!)), run.Cpu);
    });

    [Fact]
    public void EndRequest_Unknown_IsNothing()
    {
        using var isolate = WarmIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(TimeSpan.Zero, scope.EndRequest(99));
    }

    // What .NET compiles on first use is burnt on the isolate's thread too: it must have been compiled before.
    private static TestIsolate WarmIsolate()
    {
        var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Start(in scope, 1, "(async () => { await host.promise(); host.record(host.burn(1)); })()");
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("host.burn(1)"), out var milliseconds));
        scope.GetNumber(milliseconds);
        scope.EndRequest(1);
        isolate.Host.Promises.Clear();
        isolate.Host.Records.Clear();
        return isolate;
    }

    private static void Start(in V8Scope scope, int request, string source)
    {
        scope.BeginRequest(request, TimeSpan.Zero);
        scope.SwitchRequest(request);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script(source), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
    }

    private static void AssertNear(TimeSpan expected, TimeSpan actual) =>
        Assert.True((expected - actual).Duration() <= Tolerance, $"charged {actual.TotalMilliseconds:F2} ms, burnt {expected.TotalMilliseconds:F2} ms");
}
