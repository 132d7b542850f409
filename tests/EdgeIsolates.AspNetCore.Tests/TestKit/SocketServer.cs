using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.TestKit;

/// <summary>A server of WebSockets that behaves as a test wants: it gets the bytes after the handshake.</summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SocketServer(WebApplication app) => _app = app;

    /// <summary>The address, as <c>ws://host:port/</c>.</summary>
    public string Address => $"{_app.Urls.First().Replace("http:", "ws:", StringComparison.Ordinal)}/";

    /// <summary>Answers every request with an upgrade and calls <paramref name="talk"/>; the connection ends with it. <paramref name="headers"/> may change the answer's headers.</summary>
    public static async Task<SocketServer> StartAsync(Func<Stream, HttpContext, Task> talk, Action<HttpContext>? headers = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            context.Response.Headers.Connection = "Upgrade";
            context.Response.Headers.Upgrade = "websocket";
            context.Response.Headers.SecWebSocketAccept = AcceptOf(context.Request.Headers.SecWebSocketKey.ToString());
            headers?.Invoke(context);
            await using Stream stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            await talk(stream, context);
        });
        await app.StartAsync();
        return new SocketServer(app);
    }

    /// <summary>The server's side of a socket that follows the rules.</summary>
    public static WebSocket Over(Stream stream) => WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });

    /// <summary>Reads until the client has sent a close, or is gone.</summary>
    public static async Task ReadToCloseAsync(WebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // What it says does not matter.
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
    [SuppressMessage("Security", "CA5350", Justification = "The handshake is defined so.")]
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes($"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
