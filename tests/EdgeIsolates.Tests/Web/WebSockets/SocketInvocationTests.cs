using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Web.WebSockets;

/// <summary>What a connection is to the accounts: records, budgets, memory, and how long it keeps its isolate.</summary>
public sealed class SocketInvocationTests : IAsyncTest
{
    private const string Server =
        """
        export default {
          fetch() {
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            console.log('accepted');
            server.addEventListener('message', ({ data }) => {
              console.log(data);
              if (data === 'throw') throw new TypeError('thrown');
              if (data === 'log') for (let i = 0; i < 100; i++) console.log('x'.repeat(100));
              server.send(data);
            });
            server.addEventListener('close', () => console.log('closed'));
            return new Response(null, { status: 101, webSocket: client });
          }
        }
        """;

    private readonly RecordSink _sink = new(wantsLogs: true);
    private readonly FakeTime _time = new();
    private readonly EdgeHost _host;

    public SocketInvocationTests() => _host = new EdgeHost(time: _time, services: services => services.AddSingleton<IInvocationSink>(_sink));

    [Fact]
    public async Task Records_OneForTheRequestEachMessageAndTheEnd()
    {
        HostSide side = new(await _host.RunAsync(Server));
        await _sink.WaitAsync(1);
        await side.SendAsync("hello");
        await side.ReceiveAsync();
        await side.SendAsync("throw");
        await _sink.WaitAsync(2);
        side.Close(1000);
        IReadOnlyList<InvocationRecord> records = await _sink.WaitAsync(1);

        Assert.Equal(["GET", "WEBSOCKET", "WEBSOCKET", "WEBSOCKET"], records.Select(static record => record.Method));
        Assert.Equal(
            [InvocationOutcome.Ok, InvocationOutcome.Ok, InvocationOutcome.Exception, InvocationOutcome.Ok],
            records.Select(static record => record.Outcome));
        Assert.Equal("accepted | hello | throw,Uncaught TypeError: thrown | closed", string.Join(" | ", records.Select(Lines)));
        Assert.All(records, record => Assert.Equal((101, records[0].RequestId), (record.Status, record.RequestId)));
        Assert.Equal("thrown", records[2].Error?.Message);
    }

    [Fact]
    public async Task Message_HasTheLogSpaceOfARequest()
    {
        await using EdgeHost host = new(options => options.Limits = options.Limits with { LogBytesPerRequest = 5_000 }, services: services => services.AddSingleton<IInvocationSink>(_sink));
        HostSide side = new(await host.RunAsync(Server));

        for (int i = 0; i < 3; i++)
        {
            await side.SendAsync("log");
            await side.ReceiveAsync();
        }

        await _sink.WaitAsync(4);
        Assert.All(_sink.Records.Skip(1), static record => Assert.Contains("the rest is dropped", Lines(record), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connection_BeyondEveryWallTime_StaysOpenAndKeepsItsIsolate()
    {
        HostSide side = new(await _host.RunAsync(Server));

        for (int i = 0; i < 10; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            await side.SendAsync($"{i}");
            Assert.Equal($"{i}", await side.ReceiveAsync());
        }

        Assert.Equal(1, _host.Isolates.Count);
        side.Close(1000);
        Assert.Equal("close 1000", await side.ReceiveAsync());
    }

    [Fact]
    public async Task Connection_IsOver_IsolateIsFreeAgain()
    {
        HostSide side = new(await _host.RunAsync(Server));
        await _sink.WaitAsync(1);
        side.Close(1000);
        await _sink.WaitAsync(1);

        for (int i = 0; i < 4; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.True(SpinWait.SpinUntil(() => _host.Isolates.Count == 0, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Answer_NobodyTakes_SocketIsAbandonedAndTheFunctionTold()
    {
        InvocationResult result = await _host.RunAsync(Server);
        await _sink.WaitAsync(1);

        result.Response!.WebSocket!.Abandon();

        IReadOnlyList<InvocationRecord> records = await _sink.WaitAsync(1);
        Assert.Equal("closed", Lines(records[1]));
    }

    [Fact]
    public async Task Server_NeverAccepts_ClientIsClosed()
    {
        InvocationResult result = await _host.RunAsync("export default { fetch: () => new Response(null, { status: 101, webSocket: new WebSocketPair()[0] }) }");

        Assert.Equal("close 1001", await new HostSide(result).ReceiveAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
    }

    private static string Lines(InvocationRecord record) => string.Join(',', record.Logs.Select(static line => line.Text.Split(" (")[0]));
}
