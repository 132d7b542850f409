using System.Net;
using System.Net.WebSockets;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Functions that answer with a WebSocket, through the real engine and a real server.</summary>
public sealed class ServerSocketTests
{
    private const string Echo =
        """
        export default {
          fetch(request) {
            if (request.headers.get('upgrade') !== 'websocket') return new Response('no upgrade', { status: 400 });
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.addEventListener('message', (event) => server.send(event.data));
            return new Response(null, { status: 101, webSocket: client });
          }
        }
        """;

    [Fact]
    public async Task Echo_TextAndBytes_ComeBackInOrder()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo);
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        for (int i = 0; i < 50; i++)
        {
            await socket.SendAsync($"message {i} ü");
        }

        await socket.SendAsync([1, 2, 255]);
        await socket.SendAsync("");

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"message {i} ü", await socket.ReceiveAsync());
        }

        Assert.Equal("[1,2,255]", await socket.ReceiveAsync());
        Assert.Equal("", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Message_InFragments_ArrivesWhole()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo);
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        foreach (string piece in new[] { "one ", "", "two ", "three" })
        {
            await socket.Socket.SendAsync(Encoding.UTF8.GetBytes(piece), WebSocketMessageType.Text, piece == "three", CancellationToken.None);
        }

        Assert.Equal("one two three", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Handler_ChoosesSubprotocolAndHeaders_ClientSeesThem()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch(request) {
                const { 0: client, 1: server } = new WebSocketPair();
                server.accept();
                server.send(request.headers.get('sec-websocket-protocol'));
                return new Response(null, { status: 101, webSocket: client, headers: { 'sec-websocket-protocol': 'chat.v2', 'x-one': '1' } });
              }
            }
            """);
        using TestSocket socket = await TestSocket.ConnectAsync(app, configure: options =>
        {
            options.AddSubProtocol("chat.v1");
            options.AddSubProtocol("chat.v2");
        });

        Assert.Equal("chat.v2", socket.Socket.SubProtocol);
        Assert.Equal("1", socket.Socket.HttpResponseHeaders!["x-one"].Single());
        Assert.Equal("chat.v1, chat.v2", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Answer_IsAnUpgradeButTheRequestWasNot_Is426()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo.Replace("!== 'websocket'", "=== 'never'", StringComparison.Ordinal));

        using HttpResponseMessage response = await app.Client.GetAsync("/");

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
        Assert.Equal("websocket", response.Headers.Upgrade.Single().Name);
    }

    [Fact]
    public async Task Answer_IsNoUpgrade_ClientGetsTheAnswer()
    {
        await using LiveApp app = await LiveApp.StartAsync("export default { fetch: () => new Response('no', { status: 403 }) }");

        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.ConnectAsync(app));

        Assert.Equal(403, failure.Data["Status"]);
    }

    [Theory]
    [InlineData("server.close(4001, 'enough')", "close 4001 enough")]
    [InlineData("server.close(1011)", "close 1011")]
    [InlineData("server.close()", "close 1000")]
    public async Task Function_Closes_ClientSeesCodeAndReason(string close, string expected)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            $$"""
            export default {
              fetch(request) {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                server.addEventListener('message', () => { {{close}}; });
                server.addEventListener('close', ({ code, reason, wasClean }) => console.log('closed', code, reason, wasClean, server.readyState));
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """);
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        Assert.Equal(expected, await socket.AskAsync("close"));
        await socket.CloseOutputAsync(4002, "fine");

        await app.LoggedAsync("closed 4002 fine true 3");
    }

    [Theory]
    [InlineData(4005, "bye", "close 4005")]
    [InlineData(1000, "", "close 1000")]
    public async Task Client_Closes_FunctionIsToldAndTheCodeComesBack(int code, string reason, string expected)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch(request) {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                server.onclose = ({ code, reason, wasClean }) => console.log('closed', code, reason, wasClean);
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """);
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        await socket.CloseOutputAsync(code, reason);

        Assert.Equal(expected, await socket.ReceiveAsync());
        await app.LoggedAsync($"closed {code} {reason} true");
    }

    [Fact]
    public async Task Client_ClosesAndTheListenerAnswers_ItsCodeCounts()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            Echo.Replace("return new Response(null", "server.addEventListener('close', () => server.close(4999, 'own')); return new Response(null", StringComparison.Ordinal));
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        await socket.CloseOutputAsync(1000);

        Assert.Equal("close 4999 own", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Client_VanishesWithoutAClose_FunctionSees1006()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch(request) {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                server.onerror = (event) => console.log('error', event.message);
                server.onclose = ({ code, wasClean }) => console.log('closed', code, wasClean, server.readyState);
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """);
        using (TestSocket socket = await TestSocket.ConnectAsync(app))
        {
            socket.Socket.Abort();
        }

        await app.LoggedAsync("error The connection was lost");
        await app.LoggedAsync("closed 1006 false 3");
    }

    [Fact]
    public async Task Message_IsTooLarge_ClosesBothSidesWith1009()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            Echo.Replace("return new Response(null", "server.addEventListener('close', (event) => console.log('closed', event.code)); return new Response(null", StringComparison.Ordinal),
            options => options.Limits = options.Limits with { WebSocketMessageBytes = 10_000 });
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        await socket.SendAsync(new byte[10_000]);
        Assert.StartsWith("[0,0", await socket.ReceiveAsync(), StringComparison.Ordinal);

        await socket.SendAsync(new byte[10_001]);

        Assert.StartsWith("close 1009 A message had more than 10000 bytes", await socket.ReceiveAsync(), StringComparison.Ordinal);
        await app.LoggedAsync("closed 1009");
    }

    [Fact]
    public async Task Listener_Throws_ErrorIsLoggedAndTheSocketGoesOn()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            Echo.Replace("server.send(event.data)", "{ if (event.data === 'throw') throw new TypeError('thrown here'); server.send(event.data); }", StringComparison.Ordinal));
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        await socket.SendAsync("throw");

        Assert.Equal("on", await socket.AskAsync("on"));
        await app.LoggedAsync("Uncaught TypeError: thrown here");
    }

    [Fact]
    public async Task Listener_BurnsCpu_SocketClosesWith1011AndOthersGoOn()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo.Replace("server.send(event.data)", "{ if (event.data === 'burn') for (;;); server.send(event.data); }", StringComparison.Ordinal));
        await app.DeployAsync(FunctionDeployment.FromCode("live", Echo.Replace("server.send(event.data)", "{ if (event.data === 'burn') for (;;); server.send(event.data); }", StringComparison.Ordinal), "/*") with
        {
            Config = FunctionConfig.Default with { CpuMs = 100 },
        });
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        Assert.Equal("close 1011 The function failed", await socket.AskAsync("burn"));

        using TestSocket next = await TestSocket.ConnectAsync(app);
        Assert.Equal("on", await next.AskAsync("on"));
    }

    [Fact]
    public async Task Listener_UsesUpTheMemory_SocketClosesWith1011()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo.Replace("server.send(event.data)", "{ const all = []; for (;;) all.push(new Array(1e5).fill(event)); }", StringComparison.Ordinal));
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        Assert.Equal("close 1011 The function failed", await socket.AskAsync("bomb"));
    }

    [Fact]
    public async Task Messages_HaveTheCpuOfARequestEach()
    {
        string burning = Echo.Replace(
            "server.send(event.data)",
            "{ for (let i = 0; i < 3e7; i++) i ^ 1; server.send(event.data); }",
            StringComparison.Ordinal);
        await using LiveApp app = await LiveApp.StartAsync(burning);
        await app.DeployAsync(FunctionDeployment.FromCode("live", burning, "/*") with { Config = FunctionConfig.Default with { CpuMs = 1000 } });
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal("x", await socket.AskAsync("x"));
        }
    }

    [Fact]
    public async Task Host_Stops_ClientSees1001()
    {
        LiveApp app = await LiveApp.StartAsync(Echo);
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        Assert.Equal("x", await socket.AskAsync("x"));

        Task stopping = app.StopAsync();

        Assert.Equal("close 1001 The host is shutting down", await socket.ReceiveAsync());
        await socket.CloseOutputAsync(1001);
        await stopping;
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Deploy_ReplacesTheVersion_SocketsGoOnUntilTheDrainIsOver()
    {
        await using LiveApp app = await LiveApp.StartAsync(Echo, options => options.Pool.DrainTimeout = TimeSpan.FromSeconds(1));
        using TestSocket socket = await TestSocket.ConnectAsync(app);
        Assert.Equal("x", await socket.AskAsync("x"));

        await app.DeployAsync(FunctionDeployment.FromCode("live", Echo.Replace("server.send(event.data)", "server.send('new ' + event.data)", StringComparison.Ordinal), "/*"));
        using TestSocket next = await TestSocket.ConnectAsync(app);

        Assert.Equal("new x", await next.AskAsync("x"));
        Assert.StartsWith("close 1001", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("new y", await next.AskAsync("y"));
    }

    [Fact]
    public async Task Socket_IdleBeyondTheWallTime_StaysOpenWithTimersAndPromises()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch(request) {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                setInterval(() => server.send('tick'), 400);
                server.addEventListener('message', async (event) => {
                  await new Promise((resolve) => setTimeout(resolve, 10));
                  server.send(event.data);
                });
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """,
            options => options.Limits = options.Limits with { WaitUntil = TimeSpan.FromMilliseconds(100) });
        await app.DeployAsync(FunctionDeployment.FromCode("other", "export default { fetch: () => new Response('x') }", "other.example/*"));
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal("tick", await socket.ReceiveAsync());
        }

        await socket.SendAsync("later");
        string first = await socket.ReceiveAsync();
        Assert.Contains("later", new[] { first, await socket.ReceiveAsync() });
    }
}
