using System.Net;
using System.Net.WebSockets;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>WebSockets over HTTP/2 (RFC 8441): the function sees them as those of HTTP/1.1.</summary>
public sealed class Http2SocketTests
{
    private const string Echo =
        """
        export default {
          fetch(request) {
            if (request.headers.get('upgrade') !== 'websocket') return new Response('no upgrade', { status: 400 });
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.send(`${request.method} ${new URL(request.url).pathname} ${request.body}`);
            server.addEventListener('message', ({ data }) => data === 'close' ? server.close(4001, 'as asked') : server.send(data));
            server.addEventListener('close', ({ code, wasClean }) => console.log('closed', code, wasClean));
            const protocols = request.headers.get('sec-websocket-protocol')?.split(', ') ?? [];
            return new Response(null, { status: 101, webSocket: client, headers: protocols.length > 0 ? { 'sec-websocket-protocol': protocols.at(-1), 'x-one': '1' } : {} });
          }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Echo_OverExtendedConnect_IsAGetWithAnUpgradeForTheFunction(bool usesWebSockets)
    {
        await using LiveApp app = await StartAsync(Echo, map: mapped =>
        {
            if (usesWebSockets)
            {
                mapped.UseWebSockets();
            }

            mapped.MapEdgeIsolates();
        });
        using TestSocket socket = await ConnectAsync(app, "/a", options =>
        {
            options.AddSubProtocol("chat.v1");
            options.AddSubProtocol("chat.v2");
        });

        Assert.Equal((HttpStatusCode.OK, "chat.v2"), (socket.Socket.HttpStatusCode, socket.Socket.SubProtocol));
        Assert.Equal("1", socket.Socket.HttpResponseHeaders!["x-one"].Single());
        Assert.Equal("GET /a null", await socket.ReceiveAsync());
        Assert.Equal("text ü", await socket.AskAsync("text ü"));
        await socket.SendAsync([0, 1, 255]);
        Assert.Equal("[0,1,255]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Sockets_OnOneConnection_CloseEachForItself()
    {
        await using LiveApp app = await StartAsync(Echo);
        using HttpMessageInvoker connection = NewConnection();
        using TestSocket first = await ConnectAsync(app, connection: connection);
        using TestSocket second = await ConnectAsync(app, connection: connection);
        using TestSocket third = await ConnectAsync(app, connection: connection);
        foreach (TestSocket socket in new[] { first, second, third })
        {
            Assert.Equal("GET / null", await socket.ReceiveAsync());
        }

        Assert.Equal("close 4001 as asked", await first.AskAsync("close"));
        await first.CloseOutputAsync(4002);
        await app.LoggedAsync("closed 4002 true");
        second.Socket.Abort();
        await app.LoggedAsync("closed 1006 false");
        Assert.Equal("on", await third.AskAsync("on"));
        await third.CloseOutputAsync(4003);
        Assert.Equal("close 4003", await third.ReceiveAsync());
        await app.LoggedAsync("closed 4003 true");
    }

    [Fact]
    public async Task Messages_OfMoreBytesThanABodyMayHave_AllArrive()
    {
        await using LiveApp app = await StartAsync(Echo, options => options.Limits = options.Limits with { RequestBodyBytes = 16 * 1024 }, maxBodyBytes: 16 * 1024);
        using TestSocket socket = await ConnectAsync(app);
        Assert.Equal("GET / null", await socket.ReceiveAsync());
        string message = new('x', 8 * 1024);

        for (int i = 0; i < 32; i++)
        {
            Assert.Equal(message, await socket.AskAsync(message));
        }
    }

    [Theory]
    [InlineData("new Response('no', { status: 403 })", 403)]
    [InlineData("new Response('fine, but no WebSocket')", 501)]
    [InlineData("new Response(null, { status: 204 })", 501)]
    public async Task Answer_IsNoWebSocket_ClientGetsNoTunnel(string answer, int status)
    {
        await using LiveApp app = await StartAsync($"export default {{ fetch: () => {answer} }}");

        WebSocketException failure = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(app));

        Assert.Equal(status, failure.Data["Status"]);
    }

    [Fact]
    public async Task Connect_ToAnotherProtocol_Is501AndNoFunctionsBusiness()
    {
        await using LiveApp app = await StartAsync("export default { fetch: (request) => new Response(request.method) }");
        using HttpMessageInvoker connection = NewConnection();
        using HttpRequestMessage request = new(HttpMethod.Connect, app.Address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Protocol = "connect-udp" },
        };

        using HttpResponseMessage response = await connection.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }

    [Fact]
    public async Task Host_Stops_ClientSees1001()
    {
        LiveApp app = await StartAsync(Echo);
        using TestSocket socket = await ConnectAsync(app);
        Assert.Equal("GET / null", await socket.ReceiveAsync());

        Task stopping = app.StopAsync();

        Assert.Equal("close 1001 The host is shutting down", await socket.ReceiveAsync());
        await socket.CloseOutputAsync(1001);
        await stopping;
        await app.DisposeAsync();
    }

    private static Task<LiveApp> StartAsync(
        string code,
        Action<EdgeIsolatesOptions>? configure = null,
        Action<WebApplication>? map = null,
        long? maxBodyBytes = null) =>
        LiveApp.StartAsync(code, configure, http2: true, map: map, server: kestrel => kestrel.Limits.MaxRequestBodySize = maxBodyBytes ?? kestrel.Limits.MaxRequestBodySize);

    private static Task<TestSocket> ConnectAsync(
        LiveApp app,
        string path = "/",
        Action<ClientWebSocketOptions>? configure = null,
        HttpMessageInvoker? connection = null) => TestSocket.ConnectHttp2Async(app.Address, path, configure, connection);

    private static HttpMessageInvoker NewConnection() => new(new SocketsHttpHandler());
}
