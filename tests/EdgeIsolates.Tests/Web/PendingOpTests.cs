using EdgeIsolates.Isolates;
using EdgeIsolates.Tests.TestKit;
using EdgeIsolates.V8;
using EdgeIsolates.Web;
using EdgeIsolates.Web.Console;
using EdgeIsolates.Web.Handlers;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Web;

public sealed class PendingOpTests : IAsyncTest
{
    // A platform of a few lines with one operation of its own; the test holds the other end.
    private const string Script =
        """
        const { entry, ops } = internals;
        let handler;
        globalThis.ask = () => ops.op_test_ask();
        globalThis.log = text => ops.op_console_log(1, text);
        entry.adopt = exports => { handler = exports.default; return 'module'; };
        entry.fetch = (id) => {
          (async () => ops.op_http_respond(id, 200, '', '', await handler()))().catch(error => ops.op_http_fail(id, error));
        };
        """;

    private readonly TaskCompletionSource<string> _answer = new();
    private readonly FakeTime _time = new();
    private readonly EdgeHost _host;

    public PendingOpTests()
    {
        OpTable ops = OpTable.Of(ConsoleOps.All, HttpOps.All, [new Op("op_test_ask", Ask)]);
        WebPlatform platform = WebPlatform.Build([new V8Script("test:platform", Script)], ops);
        _host = new EdgeHost(time: _time, services: services => services.AddSingleton(platform));
    }

    [Fact]
    public async Task Return_TaskEndsLater_ScriptGoesOnInItsRequest()
    {
        Task<InvocationResult> result = await StartAsync("export default async () => { const text = await ask(); log('got ' + text); return text; };");
        Assert.False(result.IsCompleted);
        _answer.SetResult("hello");
        Assert.Equal("hello", (await result).Text());
        Assert.Equal((await result).RequestId, Assert.Single(_host.Log.Entries).RequestId);
    }

    [Fact]
    public async Task Return_TaskHasEndedAlready_ScriptGoesOnAtOnce()
    {
        _answer.SetResult("hello");
        Assert.Equal("hello", (await await StartAsync("export default async () => await ask();")).Text());
    }

    [Fact]
    public async Task Return_FailureForTheScript_IsItsError()
    {
        Task<InvocationResult> result = await StartAsync("export default async () => { try { await ask(); } catch (e) { return `${e instanceof TypeError} ${e.message}`; } };");
        _answer.SetException(new V8OpException(V8ErrorClass.TypeError, "no such thing"));
        Assert.Equal("true no such thing", (await result).Text());
    }

    [Fact]
    public async Task Return_FaultOfTheHost_TellsTheScriptNothing()
    {
        Task<InvocationResult> result = await StartAsync("export default async () => { try { await ask(); } catch (e) { return e.message; } };");
        _answer.SetException(new InvalidOperationException("secret"));
        Assert.Equal("The host failed to carry out the operation.", (await result).Text());
    }

    [Fact]
    public async Task Return_RequestIsOver_NothingRunsAnyMore()
    {
        Task<InvocationResult> result = await StartAsync("export default async () => { await ask(); log('late'); };");
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(InvocationOutcome.ExceededWallTime, (await result).Outcome);
        _answer.SetResult("hello");
        Assert.Empty(_host.Log.Entries);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private void Ask(TenantIsolate isolate, in V8OpCall call) =>
        PendingOp<string>.Return(isolate, in call, _answer.Task, static (in V8Scope scope, string text) => scope.String(text));

    private async Task<Task<InvocationResult>> StartAsync(string code) =>
        _host.Runtime.InvokeAsync(await _host.DeployAsync(code), EdgeHost.Get()).AsTask();
}
