using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class IsolateLogTests : IAsyncTest
{
    private readonly EdgeHost _host = new(options => options.Limits = options.Limits with { LogBytesPerRequest = 1_000 });

    [Fact]
    public async Task Console_EachLevel_ReachesTheLogWithItsRequest()
    {
        InvocationResult result = await RunAsync("console.debug('a'); console.log('b', 1, { c: 2 }); console.info('d'); console.warn('e'); console.error('f');");
        Assert.Equal(
            [FunctionLogLevel.Debug, FunctionLogLevel.Log, FunctionLogLevel.Info, FunctionLogLevel.Warn, FunctionLogLevel.Error],
            _host.Log.Entries.Select(entry => entry.Level));
        Assert.All(_host.Log.Entries, entry => Assert.Equal((result.RequestId, result.IsolateId), (entry.RequestId, entry.IsolateId)));
        Assert.StartsWith("b 1", _host.Log.Entries[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_MoreThanItMay_IsCutOffAndTheLogSaysSoOnce()
    {
        await RunAsync("for (let i = 0; i < 1000; i++) console.log('0123456789');");
        Assert.InRange(_host.Log.Entries.Count, 5, 20);
        Assert.Contains("the rest is dropped", _host.Log.Entries[^1].Text, StringComparison.Ordinal);
        Assert.Single(_host.Log.Texts, text => text.Contains("dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejection_NobodyHandles_IsLoggedWithItsPlace()
    {
        await RunAsync("Promise.reject(new Error('floating'));");
        FunctionLogEntry entry = Assert.Single(_host.Log.Entries);
        Assert.Equal((FunctionLogLevel.Error, "floating", "index.js"), (entry.Level, entry.Error!.Message, entry.Error.Module));
    }

    [Fact]
    public async Task Rejection_HandledInTheSameTurn_IsNotLogged()
    {
        await RunAsync("const p = Promise.reject(new Error('caught')); p.catch(() => {});");
        Assert.Empty(_host.Log.Entries);
    }

    [Fact]
    public async Task ReportError_AnyError_IsLogged()
    {
        await RunAsync("reportError(new Error('told'));");
        Assert.Contains("told", Assert.Single(_host.Log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_WhileStarting_HasNoRequest()
    {
        await _host.RunAsync("console.log('starting'); export default { fetch() { return new Response('x'); } }");
        Assert.All(_host.Log.Entries, entry => Assert.Null(entry.RequestId));
        Assert.Equal(["starting", "starting"], _host.Log.Texts);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<InvocationResult> RunAsync(string body)
    {
        InvocationResult result = await _host.RunAsync($"export default {{ fetch() {{ {body} return new Response('x'); }} }}");
        Assert.Equal("x", result.Text());
        return result;
    }
}
