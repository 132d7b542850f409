using System.Net.Sockets;
using System.Text;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A WebSocket client that breaks the rules: it sends the bytes it is given.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawSocket(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public static async Task<RawSocket> ConnectAsync(LiveApp app, string path = "/")
    {
        TcpClient client = new() { LingerState = new LingerOption(enable: true, seconds: 0) };
        await client.ConnectAsync(app.Address.Host, app.Address.Port);
        RawSocket socket = new(client);
        await socket.SendAsync(Encoding.Latin1.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: {app.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 101", await socket.ReadHeadAsync(), StringComparison.Ordinal);
        return socket;
    }

    public Task SendAsync(params byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    /// <summary>Resets the connection.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<string> ReadHeadAsync()
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
