using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A client's WebSocket, with the patience of a test.</summary>
internal sealed class TestSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private TestSocket(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static Task<TestSocket> ConnectAsync(LiveApp app, string path = "/", Action<ClientWebSocketOptions>? configure = null) =>
        ConnectAsync(app.Address, path, configure);

    /// <summary>Connects over HTTP/2 and nothing else, through a connection that may be shared.</summary>
    public static async Task<TestSocket> ConnectHttp2Async(Uri host, string path = "/", Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? connection = null) =>
        await ConnectAsync(
            host,
            path,
            options =>
            {
                options.HttpVersion = HttpVersion.Version20;
                options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
                configure?.Invoke(options);
            },
            connection ?? new HttpMessageInvoker(new SocketsHttpHandler()));

    public static async Task<TestSocket> ConnectAsync(Uri host, string path = "/", Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? invoker = null)
    {
        ClientWebSocket socket = new();
        socket.Options.CollectHttpResponseDetails = true;
        configure?.Invoke(socket.Options);
        UriBuilder address = new(new Uri(host, path)) { Scheme = "ws" };
        try
        {
            await socket.ConnectAsync(address.Uri, invoker, Deadline());
        }
        catch (WebSocketException failure)
        {
            failure.Data["Status"] = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw;
        }

        return new TestSocket(socket);
    }

    public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Deadline());

    public Task SendAsync(byte[] bytes) => Socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, Deadline());

    /// <summary>The next message as text, <c>[bytes]</c> or <c>close CODE REASON</c>.</summary>
    public async Task<string> ReceiveAsync()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult result = await Socket.ReceiveAsync(buffer, Deadline());
            message.Write(buffer, 0, result.Count);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return $"close {(int?)result.CloseStatus} {result.CloseStatusDescription}".TrimEnd();
            }

            if (result.EndOfMessage)
            {
                return result.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(message.ToArray()) : $"[{string.Join(',', message.ToArray())}]";
            }
        }
    }

    public async Task<string> AskAsync(string text)
    {
        await SendAsync(text);
        return await ReceiveAsync();
    }

    public Task CloseOutputAsync(int code, string reason = "") => Socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, Deadline());

    public void Dispose() => Socket.Dispose();

    private static CancellationToken Deadline() => new CancellationTokenSource(Patience).Token;
}
