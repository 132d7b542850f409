using EdgeIsolates.V8.Tests.TestKit;

namespace EdgeIsolates.V8.Tests.Requests;

/// <summary>The stores of <c>AsyncLocalStorage</c>, as the engine carries them beside the request.</summary>
public class AsyncStoresTests
{
    private const string Record = "const record = () => host.record(`${native.currentRequest()} ${native.asyncStores()}`);";

    [Theory]
    [InlineData("(async () => { await gate(); record(); })()")]
    [InlineData("gate().then(record)")]
    [InlineData("gate().then(() => {}).finally(record)")]
    [InlineData("Promise.all([gate(), null]).then(record)")]
    [InlineData("Promise.race([gate(), new Promise(() => {})]).then(record)")]
    [InlineData("(async () => { for await (const _ of (async function* () { yield gate(); })()) record(); })()")]
    [InlineData("(async () => { await { then(resolve) { gate().then(resolve); } }; record(); })()")]
    [InlineData("(async () => { try { await gate().then(() => { throw 1; }); } catch { await null; record(); } })()")]
    public void AsyncStores_AnotherRequestResolves_AreThoseOfTheOneThatWaited(string waits)
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(11, TimeSpan.Zero, $"globalThis.gate = () => new Promise(r => {{ globalThis.open = r; }}); {Record} native.setAsyncStores('mine'); {waits}; 0");
        isolate.RunAs(12, TimeSpan.Zero, "native.setAsyncStores('other'); open(); Promise.resolve().then(() => host.record('12 ' + native.asyncStores()))");
        Assert.Contains((11, "11 mine"), isolate.Host.Records);
        Assert.Contains((12, "12 other"), isolate.Host.Records);
        Assert.Equal(2, isolate.Host.Records.Count);
    }

    [Fact]
    public void AsyncStores_NewTurn_AreNone()
    {
        using var isolate = new TestIsolate();
        isolate.RunAs(1, TimeSpan.Zero, "native.setAsyncStores('left over')");
        Assert.Equal("nothing", isolate.RunAs(2, TimeSpan.Zero, "native.asyncStores()").Text);
    }

    [Fact]
    public void SetAsyncStores_Anything_LeavesTheRequestAsItWas()
    {
        using var isolate = new TestIsolate();
        Assert.Equal(
            "3 3 3 nothing",
            isolate.RunAs(3, TimeSpan.Zero, """
                const seen = [native.currentRequest()];
                native.setAsyncStores({ 0: 99 });
                seen.push(native.currentRequest());
                native.setAsyncStores(undefined);
                seen.push(native.currentRequest(), native.asyncStores() ?? 'nothing');
                seen.join(' ')
                """).Text);
    }

    [Fact]
    public void GetRequestCpu_WithStores_IsChargedToTheRequest()
    {
        using var isolate = new TestIsolate();
        var limit = TimeSpan.FromMilliseconds(30);
        isolate.RunAs(1, limit, "native.setAsyncStores('x'); host.promise().then(() => { for (;;); })");
        using var scope = isolate.Isolate.Enter();
        scope.BeginRequest(1, limit);
        scope.BeginRequest(2, limit);
        scope.SwitchRequest(2);
        Assert.Equal(V8Status.Ok, scope.Resolve(isolate.Host.Promises[0], scope.Undefined));
        Assert.Equal(V8Status.Terminated, scope.RunMicrotasks());
        Assert.Equal(1, scope.StoppedRequest);
    }
}
