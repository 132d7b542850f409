using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>Sockets of objects: how they end, what outlives an instance, and that nothing leaves by them before the disk has what was written before it.</summary>
public sealed class ObjectSocketTests : IAsyncTest
{
    private const string Accept =
        """
        async fetch(request) {
          const { pathname } = new URL(request.url);
          if (pathname !== '/socket') return new Response(String(await this.run(pathname)));
          const [client, server] = Object.values(new WebSocketPair());
          this.ctx.acceptWebSocket(server);
          return new Response(null, { status: 101, webSocket: client });
        }
        run() {}
        """;

    private const string Close = "webSocketClose(socket, code, reason, wasClean) { console.log(`close ${code} ${reason} ${wasClean} ${this.ctx.getWebSockets().length}`) }";

    private const string Error = "webSocketError(socket, error) { socket.close(1011, 'in vain'); console.log(`error ${error instanceof Error} ${error.message} ${socket.readyState} ${this.ctx.getWebSockets().length}`) }";

    private readonly FakeTime _time = new();
    private readonly ObjectEdge _edge;

    public ObjectSocketTests() => _edge = new ObjectEdge(time: _time);

    [Fact]
    public async Task Fault_OfAConnection_CallsWebSocketErrorAndNotWebSocketClose()
    {
        await DeployAsync(Close + Error);
        HostSide client = await ConnectAsync(), other = await ConnectAsync();

        client.Fail(1006, "A frame was bad");
        await LoggedAsync("error true A frame was bad 3 1");
        other.Close(1000);
        await LoggedAsync("close 1000  true 1");

        Assert.Equal(2, _edge.Host.Log.Texts.Count());
    }

    [Fact]
    public async Task Fault_OfAnObjectWithoutWebSocketError_CallsWebSocketClose()
    {
        await DeployAsync(Close);
        HostSide client = await ConnectAsync();

        client.Fail(1009, "A message was too large");

        await LoggedAsync("close 1009 A message was too large false 0");
    }

    [Fact]
    public async Task Fault_WhileTheObjectIsNotInMemory_WakesIt()
    {
        await DeployAsync(Error);
        HostSide client = await ConnectAsync();
        await LeaveAsync();

        client.Fail(1006, "A frame was bad");

        await LoggedAsync("error true A frame was bad 3 0");
    }

    [Fact]
    public async Task Break_WithoutAClose_CallsWebSocketCloseWith1006()
    {
        await DeployAsync(Close + Error);
        HostSide client = await ConnectAsync();

        client.Close(1006);

        await LoggedAsync("close 1006  false 0");
        Assert.Single(_edge.Host.Log.Texts);
    }

    [Fact]
    public async Task Fault_OfASocketThatListens_IsAnErrorAndThenAClose()
    {
        await DeployAsync(
            """
            fetch() {
              const [client, server] = Object.values(new WebSocketPair());
              server.accept();
              server.addEventListener('error', ({ message }) => console.log(`error ${message}`));
              server.addEventListener('close', ({ code, reason, wasClean }) => console.log(`close ${code} ${reason} ${wasClean} ${server.readyState}`));
              return new Response(null, { status: 101, webSocket: client });
            }
            """,
            accept: "");
        HostSide client = await ConnectAsync();

        client.Fail(1009, "too large");

        await LoggedAsync("close 1009 too large false 3");
        Assert.Equal(["error too large", "close 1009 too large false 3"], _edge.Host.Log.Texts);
    }

    [Fact]
    public async Task SettingsOfSockets_AfterTheObjectLeftMemory_AreThere()
    {
        await DeployAsync(
            """
            run(path) {
              const { ctx } = this, [socket] = ctx.getWebSockets();
              if (path === '/set') {
                ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('pïng', 'pöng'));
                ctx.setHibernatableWebSocketEventTimeout(60000);
              }
              if (path === '/unset') {
                ctx.setWebSocketAutoResponse();
                ctx.setHibernatableWebSocketEventTimeout();
              }
              const pair = ctx.getWebSocketAutoResponse();
              return `${pair instanceof WebSocketRequestResponsePair} ${pair?.request} ${pair?.response} ${ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime()} ${ctx.getHibernatableWebSocketEventTimeout()}`;
            }
            """);
        HostSide client = await ConnectAsync();
        Assert.Equal("false undefined undefined undefined null", await _edge.GetAsync());
        Assert.Equal("true pïng pöng undefined 60000", await _edge.GetAsync("/set"));
        await LeaveAsync();
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        await client.SendAsync("pïng");
        Assert.Equal("pöng", await client.ReceiveAsync());
        Assert.Empty(_edge.Objects.Live);

        Assert.Equal($"true pïng pöng {now} 60000", await _edge.GetAsync());
        await LeaveAsync();
        Assert.Equal($"true pïng pöng {now} 60000", await _edge.GetAsync());
        Assert.Equal($"false undefined undefined {now} null", await _edge.GetAsync("/unset"));
    }

    [Fact]
    public async Task EventTimeout_OfAnEventThatHangs_LetsTheNextOneIn()
    {
        await DeployAsync(
            """
            run() { this.ctx.setHibernatableWebSocketEventTimeout(1000) }
            webSocketMessage(socket, message) {
              if (message !== 'hang') return socket.send(message);
              console.log('hangs');
              return new Promise(() => {});
            }
            """);
        await _edge.GetAsync();
        HostSide client = await ConnectAsync();
        await client.SendAsync("hang");
        await LoggedAsync("hangs");
        await client.SendAsync("next");

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("next", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("604800001")]
    [InlineData("1n")]
    public async Task EventTimeout_ThatIsNone_IsRefused(string value)
    {
        await DeployAsync($"run() {{ try {{ this.ctx.setHibernatableWebSocketEventTimeout({value}) }} catch (error) {{ return error.name }} }}");

        Assert.Equal("TypeError", await _edge.GetAsync());
    }

    [Fact]
    public async Task Message_AfterAWrite_WaitsForTheDisk()
    {
        await DeployAsync("async webSocketMessage(socket) { await this.ctx.storage.put('n', 1); socket.send('saved'); socket.send(String(socket.bufferedAmount > 0)) }");
        HostSide client = await ConnectAsync();
        _edge.Disk.Hold();
        await client.SendAsync("save");
        await WaitAsync(() => _edge.Disk.Syncs > 0);

        Task<string> answer = client.ReceiveAsync();
        await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        Assert.False(answer.IsCompleted);

        _edge.Disk.LetGo();
        Assert.Equal("saved", await answer);
        Assert.Equal("true", await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("socket.send('saved')")]
    [InlineData("socket.send(new Uint8Array(3))")]
    [InlineData("socket.close(4000, 'saved')")]
    public async Task Message_WhoseWriteIsNotDurable_ReachesNobodyAndItsSocketsEnd(string tell)
    {
        await DeployAsync(
            $$"""
            async run() { return `${await this.ctx.storage.get('n')} ${this.ctx.getWebSockets().length}` }
            async webSocketMessage(socket, message) {
              if (message === 'hello') return socket.send('hello');
              await this.ctx.storage.put('n', 1);
              for (const socket of this.ctx.getWebSockets().slice(0, 2)) { {{tell}} }
            }
            """);
        HostSide first = await ConnectAsync(), second = await ConnectAsync(), third = await ConnectAsync();
        _edge.Disk.IsBroken = true;

        await first.SendAsync("save");

        Assert.Equal("close 1011", await first.ReceiveAsync());
        Assert.Equal("close 1011", await second.ReceiveAsync());
        _edge.Disk.IsBroken = false;
        await third.SendAsync("hello");
        Assert.Equal("hello", await third.ReceiveAsync());
    }

    [Fact]
    public async Task Message_OfASocketThatListensWhoseWriteIsNotDurable_ReachesNobody()
    {
        await DeployAsync(
            """
            fetch() {
              const [client, server] = Object.values(new WebSocketPair());
              server.accept();
              server.addEventListener('message', async () => { await this.ctx.storage.put('n', 1); server.send('saved') });
              return new Response(null, { status: 101, webSocket: client });
            }
            """,
            accept: "");
        HostSide client = await ConnectAsync();
        _edge.Disk.IsBroken = true;

        await client.SendAsync("save");

        Assert.Equal("close 1011", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Message_OfATurnThatIsUndone_ReachesNobody()
    {
        await DeployAsync("async webSocketMessage(socket) { this.ctx.storage.put('n', 1); socket.send('saved'); this.ctx.abort('enough') }");
        HostSide client = await ConnectAsync();

        await client.SendAsync("save");

        Assert.Equal("close 1011", await client.ReceiveAsync());
    }

    [Fact]
    public async Task Messages_WithoutEndWhileTheDiskIsSlow_EndTheSocket()
    {
        await DeployAsync(
            """
            async webSocketMessage(socket) {
              await this.ctx.storage.put('n', 1);
              for (let i = 0; i < 100; i++) socket.send('x'.repeat(100000));
              console.log(`sent ${socket.bufferedAmount < 5000000}`);
            }
            """ + Error);
        HostSide client = await ConnectAsync();
        _edge.Disk.Hold();

        await client.SendAsync("flood");

        Assert.Equal("close 1013", await client.ReceiveAsync());
        _edge.Disk.LetGo();
        await LoggedAsync("sent true");
        await WaitAsync(() => _edge.Host.Log.Texts.Any(static text => text.StartsWith("error true More than", StringComparison.Ordinal)));
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (int i = 0; !isSo(); i++)
        {
            Assert.True(i < 60_000, "It did not come to pass.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private async Task LoggedAsync(string text)
    {
        for (int i = 0; i < 6000 && !_edge.Host.Log.Texts.Contains(text, StringComparer.Ordinal); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        Assert.Contains(text, _edge.Host.Log.Texts);
    }

    private Task<EdgeFunction> DeployAsync(string members, string accept = Accept) => _edge.DeployAsync(accept + members, "return env.THING.getByName('x').fetch(request)");

    private async Task<HostSide> ConnectAsync() => new(await _edge.Host.Runtime.InvokeAsync("f", EdgeHost.Get("/socket")));

    /// <summary>Waits until the object is not in memory.</summary>
    private async Task LeaveAsync()
    {
        LiveObject live = Assert.Single(_edge.Objects.Live);
        while (!live.Closed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await Task.WhenAny(live.Closed, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System));
        }
    }
}
