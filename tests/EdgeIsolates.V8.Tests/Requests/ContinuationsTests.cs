using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Requests;

public class ContinuationsTests
{
    [Theory]
    [InlineData("(async () => { await gate(); record(); })()")]
    [InlineData("gate().then(() => record())")]
    [InlineData("gate().then(() => {}).then(() => {}).finally(record)")]
    [InlineData("Promise.all([gate(), null]).then(record)")]
    [InlineData("Promise.race([gate(), new Promise(() => {})]).then(record)")]
    [InlineData("Promise.any([gate(), Promise.reject(1)]).then(record)")]
    [InlineData("Promise.allSettled([gate()]).then(record)")]
    [InlineData("(async () => { for await (const _ of (async function* () { yield gate(); })()) record(); })()")]
    [InlineData("(async () => { await (async () => { await gate(); })(); await null; record(); })()")]
    [InlineData("new Promise(resolve => gate().then(resolve)).then(record)")]
    [InlineData("(async () => { await { then(resolve) { gate().then(resolve); } }; record(); })()")]
    [InlineData("(async () => { try { await gate().then(() => { throw 1; }); } catch { await null; record(); } })()")]
    public void CurrentRequest_AnotherRequestResolves_IsTheOneThatWaited(string waits)
    {
        using var isolate = new TestIsolate();
        const int Waiting = 11;
        const int Resolving = 12;
        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(Waiting, TimeSpan.Zero);
            scope.SwitchRequest(Waiting);
            var script = TestIsolate.Script($"globalThis.gate = () => new Promise(r => {{ globalThis.open = r; }}); globalThis.record = () => host.record(native.currentRequest()); {waits}; 0");
            Assert.Equal(V8Status.Ok, scope.Evaluate(script, out _));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        using (var scope = isolate.Isolate.Enter())
        {
            scope.BeginRequest(Resolving, TimeSpan.Zero);
            scope.SwitchRequest(Resolving);
            Assert.Equal(V8Status.Ok, scope.Evaluate(TestIsolate.Script("open(); Promise.resolve().then(() => host.record('after ' + native.currentRequest()))"), out _));
            Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
        }

        Assert.Contains((Waiting, "11"), isolate.Host.Records);
        Assert.Contains((Resolving, "after 12"), isolate.Host.Records);
        Assert.Equal(2, isolate.Host.Records.Count);
    }

    [Fact]
    public void CurrentRequest_HostResolvesInOtherTurns_IsTheOneThatWaited()
    {
        using var isolate = new TestIsolate();
        foreach (var request in new[] { 1, 2, 3 })
        {
            isolate.RunAs(request, TimeSpan.Zero, "(async () => { await host.promise(); host.record('first'); await host.promise(); host.record('second'); })()");
        }

        using (var scope = isolate.Isolate.Enter())
        {
            for (var index = 0; index < 6; index++)
            {
                scope.SwitchRequest(index == 3 ? 2 : 0);
                Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[index], scope.Undefined));
                Assert.Equal(V8Status.Ok, scope.RunMicrotasks());
            }
        }

        Assert.Equal([(1, "first"), (2, "first"), (3, "first"), (1, "second"), (2, "second"), (3, "second")], isolate.Host.Records);
    }

    [Theory]
    [InlineData("(async () => { await null; await { then(resolve) { record(); resolve(); } }; })()")]
    [InlineData("Promise.resolve().then(() => ({ then(resolve) { Promise.resolve().then(record); resolve(); } }))")]
    [InlineData("(async () => { await null; return { async then(resolve) { await null; record(); resolve(); } }; })()")]
    public void CurrentRequest_InTheThenOfAThenable_IsTheTurns(string waits)
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(7, TimeSpan.Zero, $"globalThis.record = () => host.record('then ' + native.currentRequest()); {waits}");
        Assert.Equal([(7, "then 7")], isolate.Host.Records);
    }

    [Fact]
    public void CurrentRequest_SwitchWithinOneEntry_IsTheNewOne()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.Equal(0, scope.CurrentRequest);
        scope.BeginRequest(5, TimeSpan.Zero);
        scope.SwitchRequest(5);
        Assert.Equal(5, scope.CurrentRequest);
        scope.SwitchRequest(0);
        Assert.Equal(0, scope.CurrentRequest);
    }

    [Fact]
    public void CurrentRequest_NextEntry_IsNobodys()
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(9, TimeSpan.Zero, "1");
        Assert.Equal("0", isolate.Evaluate("native.currentRequest()"));
    }

    [Fact]
    public void BeginRequest_IdNotPositive_Throws()
    {
        using var isolate = new TestIsolate();
        using var scope = isolate.Isolate.Enter();
        Assert.True(Throws(in scope, 0));
        Assert.True(Throws(in scope, -1));

        static bool Throws(in V8Scope scope, int id)
        {
            try
            {
                scope.BeginRequest(id, TimeSpan.Zero);
                return false;
            }
            catch (ArgumentOutOfRangeException)
            {
                return true;
            }
        }
    }
}
