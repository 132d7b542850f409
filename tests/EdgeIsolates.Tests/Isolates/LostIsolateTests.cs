using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class LostIsolateTests : IAsyncTest
{
    // V8 gives up at once, after the loop.
    private const string Bomb = "{ let x = 0; for (let i = 0; i < 3e6; i++) x += i; new Array(5e8).fill(x); }";

    private readonly EdgeHost _host = new();

    [Theory]
    [InlineData("export default { fetch() " + Bomb + " }")]
    [InlineData("export default { async fetch() { await null; " + Bomb + " } }")]
    public async Task Fetch_LosesTheIsolate_TellsItsCpuTime(string code)
    {
        InvocationResult result = await _host.RunAsync(code, config: new FunctionConfig { MemoryLimitMb = 32, CpuMs = 10_000 });
        Assert.Equal(InvocationOutcome.ExceededMemory, result.Outcome);
        Assert.True(result.CpuTime > TimeSpan.FromMilliseconds(1), $"{result.CpuTime}");
    }

    [Fact]
    public async Task Fetch_ColdStartLosesTheIsolate_TellsItsCpuTime()
    {
        var function = new EdgeFunction
        {
            Name = "f",
            Version = "1",
            Modules = [EdgeModule.JavaScript("index.js", Bomb)],
            Config = new FunctionConfig { MemoryLimitMb = 32 },
        };
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.Equal(InvocationOutcome.ExceededMemory, result.Outcome);
        Assert.True(result.CpuTime > TimeSpan.FromMilliseconds(1), $"{result.CpuTime}");
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
