using System.Net.WebSockets;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Functions that connect to servers which do what servers do: close in every way, vanish, send too much, read nothing.</summary>
public sealed class SocketServerTests
{
    private const string Watch =
        """
        const lines = [];
        const ended = (socket) => new Promise((resolve) => {
          for (const type of ['open', 'message', 'error', 'close']) {
            socket.addEventListener(type, (event) => {
              lines.push(type === 'close' ? `close ${event.code} ${event.reason} ${event.wasClean}` : type === 'message' ? `message ${event.data.length ?? event.data.byteLength}` : type);
              if (type === 'close') resolve();
            });
          }
        });
        """;

    private static readonly byte[] CloseWithoutCode = [0x88, 0];

    [Theory]
    [InlineData("socket.close()", "close 1005  true", null)]
    [InlineData("socket.close(1000)", "close 1000  true", 1000)]
    [InlineData("socket.close(3000, 'ü')", "close 3000 ü true", 3000)]
    [InlineData("socket.close(4999, 'x'.repeat(123))", "close 4999 xxx", 4999)]
    public async Task Close_WithAndWithoutCode_ComesBackAsItWasSent(string close, string expected, int? seen)
    {
        TaskCompletionSource<int?> told = new();
        await using SocketServer server = await SocketServer.StartAsync(async (stream, _) =>
        {
            using WebSocket socket = SocketServer.Over(stream);
            await SocketServer.ReadToCloseAsync(socket);
            told.SetResult((int?)socket.CloseStatus);
            await socket.CloseOutputAsync(socket.CloseStatus!.Value, socket.CloseStatusDescription, CancellationToken.None);
        });

        string lines = await RunAsync(server, $"const socket = new WebSocket(url), end = ended(socket); socket.addEventListener('open', () => {close}); await end;");

        Assert.StartsWith($"open\n{expected}", lines, StringComparison.Ordinal);
        Assert.Equal(seen ?? 1000, await told.Task);
    }

    /// <summary>.NET tells both alike.</summary>
    [Fact]
    public async Task Server_ClosesWithoutCode_IsToldAs1000()
    {
        await using SocketServer server = await SocketServer.StartAsync(async (stream, _) =>
        {
            await stream.WriteAsync(CloseWithoutCode);
            await stream.ReadExactlyAsync(new byte[8]);
        });

        Assert.Equal("open\nclose 1000  true", await RunAsync(server, "await ended(new WebSocket(url));"));
    }

    [Fact]
    public async Task Server_Vanishes_ErrorAndCloseWith1006()
    {
        await using SocketServer server = await SocketServer.StartAsync(static async (stream, context) =>
        {
            await stream.ReadExactlyAsync(new byte[7]);
            context.Abort();
        });

        string lines = await RunAsync(server, "const socket = new WebSocket(url); socket.addEventListener('open', () => socket.send('x')); await ended(socket);");

        Assert.Equal("open\nerror\nclose 1006  false", lines);
    }

    [Fact]
    public async Task Server_BreaksTheProtocol_ErrorAndCloseWith1006()
    {
        await using SocketServer server = await SocketServer.StartAsync(static async (stream, _) =>
        {
            await stream.WriteAsync(new byte[] { 0x81, 2, 0xff, 0xff }); // text that is none
            await stream.CopyToAsync(Stream.Null);
        });

        Assert.StartsWith("open\nerror\nclose 1006 ", await RunAsync(server, "await ended(new WebSocket(url));"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_SendsTooMuch_BothAreTold1009()
    {
        TaskCompletionSource<WebSocketCloseStatus?> told = new();
        await using SocketServer server = await SocketServer.StartAsync(async (stream, _) =>
        {
            using WebSocket socket = SocketServer.Over(stream);
            await socket.SendAsync(new byte[10_000], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            await socket.SendAsync(new byte[10_001], WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            await SocketServer.ReadToCloseAsync(socket);
            told.SetResult(socket.CloseStatus);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });

        string lines = await RunAsync(server, "await ended(new WebSocket(url));", options => options.Limits = options.Limits with { WebSocketMessageBytes = 10_000 });

        Assert.Equal("open\nmessage 10000\nerror\nclose 1009 A message had more than 10000 bytes false", lines);
        Assert.Equal(WebSocketCloseStatus.MessageTooBig, await told.Task);
    }

    [Theory]
    [InlineData("", null, "open \nclose")]
    [InlineData("['a', 'b']", "b", "open b\nclose")]
    [InlineData("['a', 'b']", "B", "error")]
    [InlineData("['a', 'b']", "c", "error")]
    [InlineData("", "c", "error")]
    public async Task Subprotocol_IsOneThatWasAskedForOrNone(string wanted, string? chosen, string expected)
    {
        await using SocketServer server = await SocketServer.StartAsync(
            static async (stream, _) =>
            {
                await stream.WriteAsync(CloseWithoutCode);
                await stream.CopyToAsync(Stream.Null);
            },
            context =>
            {
                if (chosen is not null)
                {
                    context.Response.Headers.SecWebSocketProtocol = chosen;
                }
            });

        string lines = await RunAsync(server, $$"""
            const socket = new WebSocket(url, {{(wanted.Length > 0 ? wanted : "[]")}});
            await new Promise((resolve) => {
              socket.onopen = () => lines.push(`open ${socket.protocol}`);
              socket.onerror = () => lines.push('error');
              socket.onclose = () => resolve(lines.push('close'));
            });
            """);

        Assert.StartsWith(expected, lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BufferedAmount_CountsBytesExactlyUntilTheyLeave()
    {
        TaskCompletionSource mayRead = new();
        await using SocketServer server = await SocketServer.StartAsync(async (stream, _) =>
        {
            await mayRead.Task;
            using WebSocket socket = SocketServer.Over(stream);
            await SocketServer.ReadToCloseAsync(socket);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }, context =>
        {
            if (context.Request.Path == "/read")
            {
                mayRead.SetResult();
            }
        });

        string lines = await RunAsync(server, """
            const socket = new WebSocket(url), end = ended(socket);
            await new Promise((resolve) => { socket.onopen = resolve; });
            socket.send('');
            lines.push(socket.bufferedAmount);
            socket.send('ü€');
            socket.send(new Uint8Array(10).subarray(3));
            socket.send(new Blob(['blob']));
            lines.push(socket.bufferedAmount);
            await Promise.resolve();
            lines.push(socket.bufferedAmount);
            for (let i = 0; i < 48; i++) socket.send(new Uint8Array(1e6));
            const before = socket.bufferedAmount;
            await new Promise((resolve) => setTimeout(resolve, 10));
            lines.push(before - 48e6, socket.bufferedAmount > 0 && socket.bufferedAmount < before);
            new WebSocket(`${url}read`);
            while (socket.bufferedAmount > 0) await new Promise((resolve) => setTimeout(resolve, 10));
            socket.close();
            lines.push(socket.bufferedAmount);
            socket.send('late');
            lines.push(socket.bufferedAmount);
            await end;
            lines.push(socket.bufferedAmount);
            """, options => options.Limits = options.Limits with { WebSocketQueueBytes = 64_000_000 });

        Assert.Equal("open\n0\n16\n16\n16\ntrue\n0\n4\nclose 1005  true\n4", lines);
    }

    [Fact]
    public async Task Server_DoesNotRead_SocketFailsOnceTheQueueIsFull()
    {
        await using SocketServer server = await SocketServer.StartAsync(static async (_, context) =>
        {
            TaskCompletionSource gone = new();
            await using CancellationTokenRegistration registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task.WaitAsync(TimeSpan.FromSeconds(60));
        });

        string lines = await RunAsync(server, """
            const socket = new WebSocket(url), end = ended(socket);
            socket.addEventListener('open', () => { for (let i = 0; i < 60; i++) socket.send(new Uint8Array(1e6)); });
            await end;
            """);

        Assert.StartsWith("open\nerror\nclose 1006 More than 4194304 bytes (the limit WebSocketQueueBytes) would wait to be sent", lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new Uint8Array(5e6)")]
    [InlineData("'x'.repeat(5e6)")]
    public async Task Message_LargerThanTheQueue_FailsTheSocket(string message)
    {
        await using SocketServer server = await SocketServer.StartAsync(static (stream, _) => stream.CopyToAsync(Stream.Null));

        string lines = await RunAsync(server, $"const socket = new WebSocket(url), end = ended(socket); socket.addEventListener('open', () => socket.send({message})); await end;");

        Assert.StartsWith("open\nerror\nclose 1006 More than 4194304 bytes", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_WhileConnecting_MayBeRepeatedAndWhatIsSentIsLost()
    {
        TaskCompletionSource isOver = new();
        await using SocketServer server = await SocketServer.StartAsync(static (_, _) => Task.CompletedTask, _ => isOver.Task.Wait(TimeSpan.FromSeconds(60)));

        string lines = await RunAsync(server, """
            const socket = new WebSocket(url), end = ended(socket);
            socket.close(3000, 'one');
            socket.close(3001);
            socket.send('lost');
            lines.push(socket.readyState, socket.bufferedAmount);
            await end;
            socket.close();
            """);

        isOver.SetResult();
        Assert.Equal("2\n4\nerror\nclose 1006  false", lines);
    }

    [Fact]
    public async Task Url_WithNameAndPassword_IsAuthorization()
    {
        string? authorization = null;
        await using SocketServer server = await SocketServer.StartAsync(
            static async (stream, _) => await stream.WriteAsync(CloseWithoutCode),
            context => authorization = context.Request.Headers.Authorization);

        string lines = await RunAsync(server, "const socket = new WebSocket(url.replace('//', '//user:p%C3%A4ss@')); await ended(socket); lines.push(socket.url === url.replace('//', '//user:p%C3%A4ss@'));");

        Assert.EndsWith("true", lines, StringComparison.Ordinal);
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("user:päss"))}", authorization);
    }

    [Theory]
    [InlineData("fetch(url.replace('ws:', 'http:'), { headers: { upgrade: 'websocket', 'sec-websocket-protocol': 'a, A' } })", "TypeError: fetch failed: Duplicate protocols")]
    [InlineData("fetch(url.replace('ws:', 'http:'), { headers: { upgrade: 'websocket', 'sec-websocket-protocol': 'a b' } })", "TypeError: fetch failed: ")]
    [InlineData("fetch(url, { headers: { upgrade: 'websocket' } })", "TypeError: fetch failed")]
    public async Task FetchUpgrade_Misused_IsATypeError(string fetch, string expected)
    {
        await using SocketServer server = await SocketServer.StartAsync(static (_, _) => Task.CompletedTask);

        Assert.StartsWith(expected, await RunAsync(server, $"try {{ lines.push((await {fetch}).status); }} catch (error) {{ lines.push(`${{error}}`); }}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchUpgrade_ToALoopbackAddress_IsForbiddenByDefault()
    {
        await using SocketServer server = await SocketServer.StartAsync(static (_, _) => Task.CompletedTask);

        string lines = await RunAsync(
            server,
            "try { await fetch(url.replace('ws:', 'http:'), { headers: { upgrade: 'websocket' } }); } catch (error) { lines.push(`${error}`); }",
            options => options.Egress.AllowPrivateAddresses = false);

        Assert.Contains("the host's egress rules allow public addresses only", lines, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(SocketServer server, string code, Action<EdgeIsolatesOptions>? configure = null)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            $"export default {{ async fetch() {{ const url = '{server.Address}'; {Watch} {code} return new Response(lines.join('\\n')); }} }}",
            options =>
            {
                options.Egress.AllowPrivateAddresses = true;
                configure?.Invoke(options);
            });
        using HttpResponseMessage response = await app.Client.GetAsync("/");
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{text}\n{string.Join('\n', app.Log.Lines.Select(static line => line.Text))}");
        return text;
    }
}
