using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Answers an upgrade with a function's WebSocket. The request ends when the connection does. A host that has not called <c>UseWebSockets</c> need not: its middleware
/// is put around this one request.
/// </summary>
internal sealed class SocketUpgrade(EdgeIsolatesHttpOptions options, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
{
    private const string ProtocolHeader = "Sec-WebSocket-Protocol";

    /// <summary>Takes what is the host's business out of the answer.</summary>
    public static EdgeResponse Prepare(HttpContext context, EdgeResponse answer, out string? protocol)
    {
        protocol = answer.Headers.FirstOrDefault(static header => header.Key.Equals(ProtocolHeader, StringComparison.OrdinalIgnoreCase)).Value;
        return answer with
        {
            Status = HttpMethods.IsConnect(context.Request.Method) ? StatusCodes.Status200OK : StatusCodes.Status101SwitchingProtocols,
            Headers = [.. answer.Headers.Where(static header => !header.Key.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase))],
        };
    }

    /// <summary>Serves until both sides have closed.</summary>
    public async Task ServeAsync(HttpContext context, EdgeWebSocket socket, string? protocol)
    {
        try
        {
            if (context.WebSockets.IsWebSocketRequest)
            {
                await AcceptAsync(context, socket, protocol);
                return;
            }

            var middleware = new WebSocketMiddleware(inner => AcceptAsync(inner, socket, protocol), Options.Create(new WebSocketOptions()), loggers);
            await middleware.Invoke(context);
        }
        finally
        {
            socket.Abandon();
        }
    }

    private async Task AcceptAsync(HttpContext context, EdgeWebSocket socket, string? protocol)
    {
        var accept = new WebSocketAcceptContext
        {
            SubProtocol = protocol,
            KeepAliveInterval = options.WebSocketKeepAlive,
            KeepAliveTimeout = options.WebSocketKeepAlive,
        };
        await socket.ServeAsync(await context.WebSockets.AcceptWebSocketAsync(accept), lifetime.ApplicationStopping);
    }
}
