using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeIsolates.AspNetCore;

/// <summary>Tells requests for a WebSocket: HTTP/1.1 with <c>Upgrade</c>, and HTTP/2 with an extended <c>CONNECT</c> (RFC 8441), which functions see as the former.</summary>
internal static class UpgradeRequest
{
    public static KeyValuePair<string, string> Header { get; } = new("upgrade", "websocket");

    public static bool IsWebSocket(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return connect.Protocol == Header.Value;
        }

        return HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Upgrade.Count == 1
            && Header.Value.Equals(context.Request.Headers.Upgrade, StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Connection.ToString().Contains("upgrade", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the client would take an answer of this status for an open connection: every success is one to a <c>CONNECT</c>.</summary>
    public static bool IsTunnel(HttpContext context, int status) => HttpMethods.IsConnect(context.Request.Method) && status is >= 200 and < 300;
}
