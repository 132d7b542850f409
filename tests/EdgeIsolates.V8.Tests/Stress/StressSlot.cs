using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Stress;

/// <summary>A place for one isolate after another. Runs take turns; terminations come from anywhere at any time.</summary>
internal sealed class StressSlot(List<WeakReference> hosts) : IDisposable
{
    private const string Library = "export const twice = n => n * 2; export default class { #n = 1; get n() { return this.#n; } }";
    private const string Main = "import Counter, { twice } from './lib.js'; globalThis.answer = n => twice(n) + new Counter().n; export default { fetch: answer };";

    private static readonly V8IsolateOptions Blank = new() { TotalLimitBytes = 64 << 20 };
    private static readonly V8IsolateOptions Tenant = new() { TotalLimitBytes = 24 << 20, StackBytes = 256 * 1024 };
    private static readonly TimeSpan CpuLimit = TimeSpan.FromMilliseconds(5);

    private static readonly string[] Scripts =
    [
        "answer(20)",
        "(async () => { await null; await host.promise(); answer(1); })()",
        "Array.from({ length: 1000 }, (_, i) => ({ i })).length",
        "globalThis.kept = new Map([[1, native.twinBuffer(new ArrayBuffer(1000))]])",
        "try { answer.missing.thing } catch (e) { e.stack }",
        "throw new TypeError('thrown')",
        "Promise.reject(new Error('nobody'))",
        "host.burn(2)",
        "for (;;);",
        "(async () => { for (;;) await null; })()",
        "try { (function f() { f(); })() } catch (e) { e.name }",
        "JSON.stringify(Array.from({ length: 5000 }, (_, i) => 'text ' + i)).length",
        "new ArrayBuffer(1e9)",
        $"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.Answer)})).exports.f()",
        $"new WebAssembly.Instance(new WebAssembly.Module({Wasm.Literal(Wasm.EndlessLoop)})).exports.f()",
        "globalThis.grown ??= []; for (let i = 0; i < 1000; i++) grown.push({ i, text: 'x'.repeat(100) + i })",
        "let hot = 0; for (let i = 0; i < 2e6; i++) hot = (hot * 31 + i) % 1000003; hot",
        "/(a+)+$/.test('a'.repeat(24) + 'b')",
    ];

    private readonly Lock _lock = new();
    private TestIsolate? _isolate;
    private int _request;

    /// <summary>Runs one of the scripts as a request. Answers how it ended.</summary>
    public V8Status Run(Random random) => RunScript(random, Scripts[random.Next(Scripts.Length)]);

    /// <summary>Runs a script that may cost the isolate its life.</summary>
    public V8Status Bomb(Random random) => RunScript(random, Bombs.All[random.Next(Bombs.All.Count)]);

    /// <summary>Stops whatever runs, without waiting for a turn.</summary>
    public void Terminate(Random random)
    {
        try
        {
            var isolate = Volatile.Read(ref _isolate)?.Isolate;
            if (random.Next(2) == 0)
            {
                isolate?.Terminate();
            }
            else
            {
                isolate?.TerminateRequest(Volatile.Read(ref _request));
            }
        }
        catch (ObjectDisposedException)
        {
            // It went in between.
        }
    }

    /// <summary>Looks at the isolate: figures, a collection, sometimes a heap snapshot.</summary>
    public void Look(Random random)
    {
        lock (_lock)
        {
            using var scope = Current().Isolate.Enter();
            _ = scope.GetHeapStatistics();
            _ = random.Next(4) == 0 ? scope.CollectGarbage() : V8Status.Ok;
            _ = random.Next(40) == 0 ? scope.WriteHeapSnapshot(Stream.Null) : V8Status.Ok;
        }
    }

    /// <summary>Lends memory to a script and settles the promises it waits for.</summary>
    public void Serve()
    {
        lock (_lock)
        {
            var current = Current();
            using var scope = current.Isolate.Enter();
            _ = scope.Call(scope.Internal("identity"), out _, scope.LendBytes(new byte[1000]));
            foreach (var promise in current.Host.Promises)
            {
                _ = scope.Resolve(promise, scope.Undefined);
            }

            current.Host.Promises.Clear();
            Settle(in scope, scope.RunMicrotasks());
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isolate?.Dispose();
            _isolate = null;
        }
    }

    private V8Status RunScript(Random random, string script)
    {
        V8Status status;
        lock (_lock)
        {
            var current = Current();
            using (var scope = current.Isolate.Enter())
            {
                var request = ++_request;
                scope.BeginRequest(request, CpuLimit);
                scope.SwitchRequest(request);
                status = scope.Evaluate(TestIsolate.Script($"{{ {script} }}", $"request{random.Next(4)}.js"), out _);
                status = status == V8Status.Ok ? scope.RunMicrotasks() : status;
                scope.EndRequest(request);
                Settle(in scope, status);
                while (scope.TryTakeUnhandledRejection(out _))
                {
                }
            }

            if (current.Isolate.IsLost || current.Isolate.TerminationReason == V8TerminationReason.Memory)
            {
                current.Dispose();
                _isolate = null;
            }
        }

        return status;
    }

    private void Settle(in V8Scope scope, V8Status status)
    {
        if (status == V8Status.Exception)
        {
            _ = scope.TakeException().Stack;
        }

        if (_isolate!.Isolate.TerminationReason != V8TerminationReason.Memory)
        {
            scope.SettleTermination();
        }
    }

    // The isolate, or a new one with a deployment in it. A termination may hit the deployment; then the scripts fail, which is fine too.
    private TestIsolate Current()
    {
        if (_isolate is { } existing)
        {
            return existing;
        }

        var made = new TestIsolate(Blank);
        Volatile.Write(ref _isolate, made);
        lock (hosts)
        {
            hosts.Add(new WeakReference(made.Host));
        }

        using var scope = made.Isolate.Enter();
        _ = scope.SetLimits(Tenant);
        _ = scope.AddModules([TestIsolate.Script(Main), TestIsolate.Script(Library, "lib.js")]);
        if (scope.LinkModule(TestIsolate.ScriptName, out _) == V8Status.Ok && scope.EvaluateModule(TestIsolate.ScriptName, out _) == V8Status.Ok)
        {
            _ = scope.RunMicrotasks();
        }

        return made;
    }
}
