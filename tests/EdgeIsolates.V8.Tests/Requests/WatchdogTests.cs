using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Requests;

public class WatchdogTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(20);

    public static TheoryData<string> Burners =>
    [
        "for (;;);",
        "while (true) Math.sqrt(2)",
        "let s = ''; for (;;) s = String(Math.random())",
        "/^(a+)+$/.test('a'.repeat(40) + 'b')",
        "/(?:x+x+)+y/.exec('x'.repeat(60))",
        "'a'.repeat(28).replace(/(a|aa)+$/g, () => ''); /^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60))",
        "const a = Array.from({ length: 1e5 }, (_, i) => i); for (;;) a.sort(() => Math.random() - 0.5)",
        "(function again() { Promise.resolve().then(again); })()",
        "(async () => { for (;;) await null; })()",
        "(async () => { const burn = async () => { await null; return burn(); }; await burn(); })()",
        "for (;;) { try { for (;;); } catch { } }",
        "(async () => { for (;;) { try { for (;;) await null; } catch { } } })()",
        "const o = { get x() { for (;;); } }; o.x",
        "Object.defineProperty(globalThis, 'y', { get() { return y2; } }); var y2 = 1; for (;;) y",
        "const p = new Proxy({}, { get(t, k, r) { return r[k + 1]; }, has() { for (;;); } }); 'x' in p",
        "const p = new Proxy({}, { get: () => 1 }); for (;;) p.x",
        $"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.EndlessLoop)})).exports.f()",
        "(async () => { await null; for (;;); })()",
        "Promise.resolve().then(() => Promise.all([1])).then(() => { for (;;); })",
        "function* g() { for (;;) yield 1; } for (const _ of g());",
        "(async () => { for await (const _ of (async function* () { for (;;) yield 1; })()); })()",
        "try { for (;;); } finally { for (;;); }",
        "(() => { try { return 1; } finally { for (;;); } })()",
        "for (const _ of { [Symbol.iterator]() { return { next: () => ({ done: false }), return() { for (;;); } }; } }) { try { for (;;); } finally { for (;;); } }",
        "[1].map(function f() { for (;;); })",
        "JSON.stringify({ toJSON() { for (;;); } })",
        "JSON.parse('[1,2]', () => { for (;;); })",
        "`${{ toString() { for (;;); } }}`",
        "new Array(1e5).fill(1).reduce((a, b) => { for (let i = 0; i < 1e6; i++) a += b; return a; }, 0)",
        "'x'.repeat(1e4).replace(/x/g, () => { for (;;); })",
        "class A { static { for (;;); } }",
        "label: for (;;) { for (;;) continue label; }",
        "let n = 2n; for (;;) n = n * n % 1000000007n",
        "const m = new Map(); for (let i = 0; ; i++) { m.set(i % 100, i); }",
        "Reflect.apply(() => { for (;;); }, null, [])",
        "(function f(n) { for (;;) { if (n > 0) f(n - 1); } })(50)",
    ];

    [Theory]
    [MemberData(nameof(Burners))]
    public void Run_Burner_IsStoppedSoonAfterItsLimit(string source) => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        AssertStopped(isolate.RunAs(1, Limit, source));
    });

    [Fact]
    public void EvaluateModule_BurnsAtStartUp_IsStopped() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(1, Limit);
        scope.SwitchRequest(1);
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("import './dep.js'"), TestIsolate.Script("for (;;);", "dep.js")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Terminated, scope.EvaluateModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8TerminationReason.Cpu, isolate.Isolate.TerminationReason);
        Assert.InRange(scope.EndRequest(1), Limit, Limit + Grace);
    });

    [Fact]
    public void EvaluateModule_BurnsAfterTopLevelAwait_IsStopped() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(1, Limit);
        scope.SwitchRequest(1);
        Assert.Equal(V8Status.Ok, scope.AddModules([TestIsolate.Script("await null; for (;;);")]));
        Assert.Equal(V8Status.Ok, scope.LinkModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Ok, scope.EvaluateModule(TestIsolate.ScriptName, out _));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.InRange(scope.EndRequest(1), Limit, Limit + Grace);
    });

    [Fact]
    public void RunMicrotasks_BurnerResolvedByAnInnocent_TheBurnerIsNamed() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(1, Limit);
        scope.SwitchRequest(1);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("(async () => { await host.promise(); for (;;); })()"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        scope.BeginRequest(2, Limit);
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.Equal(1, scope.StoppedRequest);
        Assert.InRange(scope.EndRequest(1), Limit, Limit + Grace);
        Assert.True(scope.EndRequest(2) < TimeSpan.FromMilliseconds(5));
    });

    // The burner has no account any more: who resolved its promise pays.
    [Fact]
    public void RunMicrotasks_ContinuationOfAnEndedRequestBurns_IsStoppedAtTheLimitOfWhoseTurnItIs() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(1, Limit);
        scope.SwitchRequest(1);
        Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("host.promise().then(() => { for (;;); })"), out _));
        Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        scope.EndRequest(1);
        scope.BeginRequest(2, Limit);
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.Equal(V8TerminationReason.Cpu, isolate.Isolate.TerminationReason);
        Assert.Equal(2, scope.StoppedRequest);
        Assert.InRange(scope.EndRequest(2), Limit, Limit + Grace);
    });

    [Fact]
    public void Run_ManyShortEntries_AreStoppedAtTheSum() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(1, Limit);
        }

        var status = V8Status.Ok;
        for (var entries = 0; entries < 1000 && status == V8Status.Ok; entries++)
        {
            using var scope = isolate.Isolate.Enter();
            scope.SwitchRequest(1);
            status = scope.Evaluate(TestIsolate.Script("host.burn(0.5)"), out _);
        }

        Assert.Equal(V8Status.Terminated, status);
        using (var scope = isolate.Isolate.Enter())
        {
            Assert.Equal(1, scope.StoppedRequest);
            Assert.InRange(scope.EndRequest(1), Limit, Limit + Grace);
        }
    });

    [Fact]
    public void Run_BurnsInsideOpsCallback_IsStopped() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) => call.Scope.Call(call.GetValue(0), out _);
        AssertStopped(isolate.RunAs(1, Limit, "host.custom(() => { for (;;); })"));
    });

    [Fact]
    public void Run_InnocentOnBusyMachine_IsNotStopped() => Measured.BestOfThree(() =>
    {
        using var busy = new BusyMachine(4);
        for (var round = 0; round < 3; round++)
        {
            using var isolate = new TestIsolate();
            var run = isolate.RunAs(1, Limit, "for (let i = 0; i < 6; i++) host.burn(5)");
            Assert.Equal((V8Status.Ok, V8TerminationReason.None), (run.Status, run.Reason));
        }
    });

    [Fact]
    public void Run_BurnerOnBusyMachine_IsStoppedByItsOwnClock() => Measured.BestOfThree(() =>
    {
        using var busy = new BusyMachine(4);
        using var isolate = new TestIsolate();
        AssertStopped(isolate.RunAs(1, Limit, "for (;;);"));
    });

    [Fact]
    public void Run_SeveralBurnersAtOnce_EachIsStopped() =>
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Measured.BestOfThree(() =>
        {
            using var isolate = new TestIsolate();
            AssertStopped(isolate.RunAs(1, Limit, "for (;;);"));
        }));

    [Fact]
    public void Run_NobodysCode_HasNoLimit() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        Assert.Equal(V8Status.Ok, isolate.Run("host.burn(100)"));
    });

    [Fact]
    public void Run_NoLimit_IsNotStopped() => Measured.BestOfThree(() =>
    {
        using var isolate = new TestIsolate();
        Assert.Equal(V8Status.Ok, isolate.RunAs(1, TimeSpan.Zero, "host.burn(100)").Status);
    });

    private static void AssertStopped(RequestRun run)
    {
        Assert.Equal((V8Status.Terminated, V8TerminationReason.Cpu, 1), (run.Status, run.Reason, run.Stopped));
        Assert.InRange(run.Cpu, Limit, Limit + Grace);
    }
}
