using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class WaitUntilTests : IAsyncTest
{
    private readonly FakeTime _time = new();
    private readonly EdgeHost _host;

    public WaitUntilTests() => _host = new EdgeHost(time: _time);

    [Fact]
    public async Task WaitUntil_AfterTheAnswer_WorkGoesOn()
    {
        Assert.Equal("first", (await RunAsync(
            "ctx.waitUntil(new Promise(d => setTimeout(d, 100)).then(() => console.log('done'))); return new Response('first');")).Text());
        Assert.Empty(_host.Log.Entries);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal(["done"], _host.Log.Texts);
    }

    [Fact]
    public async Task WaitUntil_LongerThanItsTime_IsDropped()
    {
        await RunAsync("ctx.waitUntil(new Promise(d => setTimeout(d, 31000)).then(() => console.log('done'))); return new Response('x');");
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.DoesNotContain("done", _host.Log.Texts);
    }

    [Fact]
    public async Task WaitUntil_Rejects_IsLogged()
    {
        await RunAsync("ctx.waitUntil(Promise.reject(new TypeError('behind'))); return new Response('x');");
        FunctionLogEntry entry = Assert.Single(_host.Log.Entries);
        Assert.Equal(("TypeError", "behind"), (entry.Error!.Name, entry.Error.Message));
    }

    [Fact]
    public async Task WaitUntil_HandlerThrows_WorkGoesOnAllTheSame()
    {
        InvocationResult result = await RunAsync(
            "ctx.waitUntil(new Promise(d => setTimeout(d, 100)).then(() => console.log('done'))); throw new Error('no');");
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        _time.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal(["done"], _host.Log.Texts);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task<InvocationResult> RunAsync(string body) => _host.RunAsync($"export default {{ fetch(request, env, ctx) {{ {body} }} }}");
}
