using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class RejectionsTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    [Fact]
    public async Task UnhandledRejection_NobodyListens_IsLogged()
    {
        await _host.RunAsync("export default { fetch() { Promise.reject(new RangeError('lost')); return new Response(); } };");

        Assert.Contains("RangeError: lost", Assert.Single(_host.Log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnhandledRejection_ListenerOnly_IsStillLogged()
    {
        await _host.RunAsync("onunhandledrejection = () => {}; export default { fetch() { Promise.reject(new RangeError('lost')); return new Response(); } };");

        Assert.Single(_host.Log.Entries);
    }

    [Fact]
    public async Task UnhandledRejection_Prevented_IsNotLogged()
    {
        await _host.RunAsync("""
            onunhandledrejection = event => { event.preventDefault(); console.log('told ' + event.reason); };
            export default { fetch() { Promise.reject('lost'); return new Response(); } };
            """);

        Assert.Equal(["told lost"], _host.Log.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task UnhandledRejection_PreventedAndNoAnswerComes_IsTheReason()
    {
        InvocationResult result = await _host.RunAsync("""
            onunhandledrejection = event => event.preventDefault();
            export default { fetch() { Promise.reject(new RangeError('lost')); return new Promise(() => {}); } };
            """);

        Assert.Equal(("RangeError", "lost"), (result.Error?.Name, result.Error?.Message));
    }

    [Fact]
    public async Task UnhandledRejection_EndlessChain_EndsWithItsCpuLimit()
    {
        InvocationResult result = await _host.RunAsync(
            """
            onunhandledrejection = event => { event.preventDefault(); Promise.reject(event.reason); };
            export default { fetch() { Promise.reject(1); return new Promise(() => {}); } };
            """,
            config: FunctionConfig.Default with { CpuMs = 50 });

        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
