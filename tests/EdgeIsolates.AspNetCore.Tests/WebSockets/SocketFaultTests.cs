using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Clients that break the protocol's rules, or vanish: who is told what, for sockets that listen and for those of Durable Objects.</summary>
public sealed class SocketFaultTests : IDisposable
{
    private const string Code =
        """
        import { DurableObject } from 'cloudflare:workers';
        export class Room extends DurableObject {
          fetch() {
            const [client, server] = Object.values(new WebSocketPair());
            this.ctx.acceptWebSocket(server);
            return new Response(null, { status: 101, webSocket: client });
          }
          webSocketMessage() { console.log('told message') }
          webSocketError(socket, { message }) { console.log(`why ${message}`); console.log('told error') }
          webSocketClose(socket, code, reason, wasClean) { console.log(`told close ${code} ${wasClean}`) }
        }
        export default {
          fetch(request, env) {
            if (new URL(request.url).pathname === '/room') return env.ROOM.getByName('a').fetch(request);
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.addEventListener('message', () => console.log('told message'));
            server.addEventListener('error', ({ message }) => { console.log(`why ${message}`); console.log('told error') });
            server.addEventListener('close', ({ code, wasClean }) => console.log(`told close ${code} ${wasClean}`));
            return new Response(null, { status: 101, webSocket: client });
          }
        };
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-faults-").FullName;

    /// <summary>Frames that no client may send: with reserved bits, without a mask, of a kind that there is not, the rest of nothing, text that is no UTF-8.</summary>
    public static TheoryData<byte[]> BadFrames =>
    [
        [0xf1, 0x80, 0, 0, 0, 0],
        [0x81, 0x04, 0x61, 0x61, 0x61, 0x61],
        [0x83, 0x80, 0, 0, 0, 0],
        [0x80, 0x80, 0, 0, 0, 0],
        [0x81, 0x81, 0, 0, 0, 0, 0xff],
    ];

    [Theory]
    [MemberData(nameof(BadFrames))]
    public async Task BadFrame_ToASocketThatListens_IsAnErrorAndThenAClose(byte[] frame)
    {
        await using LiveApp app = await StartAsync();
        using RawSocket socket = await RawSocket.ConnectAsync(app);

        await socket.SendAsync(frame);

        await ToldAsync(app, "error, close 1006 false");
    }

    [Theory]
    [MemberData(nameof(BadFrames))]
    public async Task BadFrame_ToASocketOfAnObject_CallsWebSocketError(byte[] frame)
    {
        await using LiveApp app = await StartAsync();
        using RawSocket socket = await RawSocket.ConnectAsync(app, "/room");

        await socket.SendAsync(frame);

        await ToldAsync(app, "error");
    }

    [Theory]
    [InlineData("/", "error, close 1009 false")]
    [InlineData("/room", "error")]
    public async Task Message_ThatIsTooLarge_IsAnErrorOfItsSocket(string path, string expected)
    {
        await using LiveApp app = await StartAsync();
        using TestSocket socket = await TestSocket.ConnectAsync(app, path);

        await socket.SendAsync(new byte[10_001]);

        Assert.StartsWith("close 1009", await socket.ReceiveAsync(), StringComparison.Ordinal);
        await app.LoggedAsync("why A message had more than 10000 bytes");
        await ToldAsync(app, expected);
    }

    [Theory]
    [InlineData("/", "error, close 1006 false")]
    [InlineData("/room", "close 1006 false")]
    public async Task Reset_OfTheConnection_IsAClose(string path, string expected)
    {
        await using LiveApp app = await StartAsync();
        using (RawSocket socket = await RawSocket.ConnectAsync(app, path))
        {
            await socket.SendAsync(0x81);
        }

        await ToldAsync(app, expected);
    }

    [Theory]
    [InlineData("/", "error, close 1006 false")]
    [InlineData("/room", "close 1006 false")]
    public async Task Ping_WithoutAnAnswer_IsAClose(string path, string expected)
    {
        await using LiveApp app = await StartAsync(TimeSpan.FromMilliseconds(300));
        using RawSocket socket = await RawSocket.ConnectAsync(app, path);

        await ToldAsync(app, expected);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What the function was told, when it was told the last of it.</summary>
    private static async Task ToldAsync(LiveApp app, string expected)
    {
        const string Told = "told ";
        await app.LoggedAsync(Told + expected.Split(", ")[^1]);
        IEnumerable<string> told = app.Log.Lines.Select(static line => line.Text).Where(static text => text.Contains(Told, StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(", ", told.Select(static text => text[(text.IndexOf(Told, StringComparison.Ordinal) + Told.Length)..])));
    }

    private async Task<LiveApp> StartAsync(TimeSpan? keepAlive = null)
    {
        LiveApp app = await LiveApp.StartAsync(
            "export default { fetch: () => new Response('') }",
            options => options.Limits = options.Limits with { WebSocketMessageBytes = 10_000 },
            http => http.WebSocketKeepAlive = keepAlive ?? http.WebSocketKeepAlive,
            build: edge => edge.AddSqliteDurableObjects(_folder));
        await app.DeployAsync(FunctionDeployment.FromCode("live", Code, "/*") with
        {
            Config = FunctionConfig.Default with
            {
                CpuMs = 20_000,
                Migrations = [new DurableObjectMigration { Tag = "v1", NewSqliteClasses = ["Room"] }],
                Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal) { ["ROOM"] = FunctionBinding.Parse("""{ "type": "durable_object_namespace", "class_name": "Room" }""") },
            },
        });
        return app;
    }
}
