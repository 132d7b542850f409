using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class TenantTimersTests : IAsyncTest
{
    private readonly FakeTime _time = new();
    private readonly EdgeHost _host;

    public TenantTimersTests() => _host = new EdgeHost(time: _time);

    [Fact]
    public async Task SetTimeout_SeveralTimers_FireInOrderWhenDue()
    {
        await using IIsolateLease lease = await RentAsync(
            """
            export default {
              async fetch() {
                const order = [];
                const after = (ms, name) => new Promise(done => setTimeout(() => { order.push(name); done(); }, ms));
                await Promise.all([after(20, 'c'), after(10, 'a'), after(10, 'b')]);
                return new Response(order.join());
              },
            };
            """);
        Task<InvocationResult> result = lease.FetchAsync(EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(15));
        Assert.False(result.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal("a,b,c", (await result).Text());
    }

    [Fact]
    public async Task SetTimeout_ZeroDelay_NeedsNoTime()
    {
        await using IIsolateLease lease = await RentAsync(
            "export default { async fetch() { await new Promise(d => setTimeout(d, 0)); return new Response('now'); } }");
        Task<InvocationResult> result = lease.FetchAsync(EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("now", (await result).Text());
    }

    [Fact]
    public async Task SetInterval_UntilCleared_FiresEachTime()
    {
        await using IIsolateLease lease = await RentAsync(
            """
            export default {
              fetch() {
                let count = 0;
                return new Promise(done => {
                  const id = setInterval(() => { if (++count === 3) { clearInterval(id); done(new Response('' + count)); } }, 10);
                });
              },
            };
            """);
        Task<InvocationResult> result = lease.FetchAsync(EdgeHost.Get()).AsTask();
        for (int i = 0; i < 3; i++)
        {
            Assert.False(result.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(11));
        }

        Assert.Equal("3", (await result).Text());
    }

    [Fact]
    public async Task SetTimeout_RequestIsOver_TimerIsDropped()
    {
        await using IIsolateLease lease = await RentAsync(
            "export default { fetch() { setTimeout(() => console.log('late'), 10); return new Response('x'); } }");
        Assert.Equal("x", (await lease.FetchAsync(EdgeHost.Get())).Text());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(_host.Log.Entries);
    }

    [Fact]
    public async Task SetTimeout_TooMany_Throws()
    {
        await using IIsolateLease lease = await RentAsync(
            "export default { fetch() { for (let i = 0; i < 1001; i++) setTimeout(() => {}, 1000); return new Response('x'); } }");
        InvocationResult result = await lease.FetchAsync(EdgeHost.Get());
        Assert.Equal((InvocationOutcome.Exception, "RangeError"), (result.Outcome, result.Error!.Name));
    }

    [Fact]
    public async Task SetTimeout_StartedAndClearedManyTimes_TakesNoRoom()
    {
        await using IIsolateLease lease = await RentAsync(
            "export default { fetch() { for (let i = 0; i < 50000; i++) clearTimeout(setTimeout(() => {}, 1000)); return new Response('x'); } }");
        Assert.Equal("x", (await lease.FetchAsync(EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task SetTimeout_CallbackThrows_IsLoggedAndOthersGoOn()
    {
        await using IIsolateLease lease = await RentAsync(
            """
            export default {
              fetch() {
                setTimeout(() => { throw new Error('in timer'); }, 1);
                return new Promise(done => setTimeout(() => done(new Response('fine')), 2));
              },
            };
            """);
        Task<InvocationResult> result = lease.FetchAsync(EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(5));
        Assert.Equal("fine", (await result).Text());
        FunctionLogEntry entry = Assert.Single(_host.Log.Entries);
        Assert.Equal((FunctionLogLevel.Error, 3), (entry.Level, entry.Error!.Line));
        Assert.Contains("in timer", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_NoAnswerInTime_IsExceededWallTime()
    {
        await using IIsolateLease lease = await RentAsync(
            "export default { fetch() { return new Promise(d => setTimeout(d, 60000)); } }",
            new FunctionConfig { TimeoutMs = 1_000 });
        Task<InvocationResult> result = lease.FetchAsync(EdgeHost.Get()).AsTask();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(result.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.Equal(InvocationOutcome.ExceededWallTime, (await result).Outcome);
    }

    [Fact]
    public async Task Fetch_ManyRequestsInPeace_LeaveOneTimerAtMost()
    {
        await using IIsolateLease lease = await RentAsync("export default { fetch() { return new Response('x'); } }");
        _time.Advance(TimeSpan.FromSeconds(31));
        int before = _time.ArmedTimers;
        for (int i = 0; i < 100; i++)
        {
            await lease.FetchAsync(EdgeHost.Get());
        }

        Assert.InRange(_time.ArmedTimers - before, 0, 1);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(0, _time.ArmedTimers - before);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<IIsolateLease> RentAsync(string code, FunctionConfig? config = null) =>
        await _host.Pool.RentAsync(await _host.DeployAsync(code, config));
}
