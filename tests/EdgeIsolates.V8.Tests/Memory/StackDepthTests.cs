using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Memory;

public class StackDepthTests
{
    private const string Recursion = "let depth = 0; (function f() { depth++; f(); })()";
    private const string Caught = $"let name = 'none'; try {{ {Recursion} }} catch (e) {{ name = e.name }} name";

    private static readonly string[] Scripts =
    [
        Recursion,
        "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5))",
        "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; JSON.stringify(o)",
        "new RegExp('('.repeat(1e5) + ')'.repeat(1e5))",
        "let f = x => x; for (let i = 0; i < 1e5; i++) { const g = f; f = x => g(x); } f(1)",
        "const a = []; a[0] = a; let d = a; for (let i = 0; i < 1e5; i++) d = [d]; d.flat(Infinity)",
        "let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); p.x",
        "class A extends (function f() { return f(); })() {}",
        "const o = { get x() { return this.x; } }; o.x",
        "const o = { toString() { return `${this}`; } }; String(o)",
        "[1].sort.call({ length: 2, get 0() { return this[0]; } })",
        "const bound = ((f) => { for (let i = 0; i < 1e5; i++) f = f.bind(); return f; })(() => 1); bound()",
        "'a'.replace(/a/, function f(m) { return m.replace(/a/, f); })",
    ];

    public static TheoryData<string> DeepThings => [.. Scripts];

    [Theory]
    [MemberData(nameof(DeepThings))]
    public async Task Run_TooDeepOnAPoolThread_IsARangeErrorOrAnAnswer(string source) =>
        await Task.Run(() =>
        {
            using var isolate = new TestIsolate();
            AssertHarmless(isolate, source);
        });

    [Fact]
    public async Task Run_RecursionOnAPoolThread_CanBeCaught() =>
        await Task.Run(() =>
        {
            using var isolate = new TestIsolate();
            Assert.Equal("RangeError", isolate.Evaluate(Caught));
        });

    [Theory]
    [InlineData(256)]
    [InlineData(320)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Enter_SmallThread_RunsOrRefuses(int kilobytes)
    {
        using var isolate = new TestIsolate();
        var refused = false;
        OwnThread.Run(
            () =>
            {
                try
                {
                    foreach (var source in Scripts)
                    {
                        AssertHarmless(isolate, source);
                    }
                }
                catch (InsufficientExecutionStackException)
                {
                    refused = true;
                }
            },
            kilobytes * 1024);
        Assert.True(refused == kilobytes <= 256 || kilobytes == 320);
        Assert.Equal("RangeError", isolate.Evaluate(Caught));
    }

    [Fact]
    public void Constructor_SmallThread_RefusesOrWorks()
    {
        _ = TestSnapshot.Shared;
        var before = V8Engine.Statistics.IsolatesLive;
        OwnThread.Run(
            () =>
            {
                try
                {
                    using var isolate = new TestIsolate();
                }
                catch (InsufficientExecutionStackException)
                {
                    // As documented.
                }
            },
            256 * 1024);
        Assert.Equal(before, V8Engine.Statistics.IsolatesLive);
    }

    [Fact]
    public void StackBytes_Larger_AllowsDeeperRecursion()
    {
        var shallow = Depth(128 * 1024);
        var deep = Depth(512 * 1024);
        Assert.True(deep > shallow * 2, $"{shallow} and {deep}");

        static int Depth(int stackBytes)
        {
            using var isolate = new TestIsolate(new V8IsolateOptions { StackBytes = stackBytes });
            return int.Parse(isolate.Evaluate($"let deepest = 0; (function f(n) {{ deepest = n; try {{ f(n + 1); }} catch {{ }} }})(0); deepest"));
        }
    }

    [Fact]
    public void InvokeOp_RecursionThroughTheHost_IsARangeError()
    {
        using var isolate = new TestIsolate();
        isolate.Host.Custom = static (in V8OpCall call) =>
        {
            if (call.Scope.Call(call.GetValue(0), out _) == V8Status.Exception)
            {
                throw new V8OpException(V8ErrorClass.RangeError, call.Scope.TakeException().Message);
            }
        };
        Assert.Equal("RangeError", isolate.Throws("(function f() { host.custom(f); })()").Name);
    }

    private static void AssertHarmless(TestIsolate isolate, string source)
    {
        var status = isolate.Run($"(() => {{ {source} }})()");
        Assert.True(status is V8Status.Ok or V8Status.Exception, $"{source}: {status} {isolate.Isolate.LossReason}");
    }
}
