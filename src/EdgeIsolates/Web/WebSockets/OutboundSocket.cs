using System.Net.WebSockets;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>A function's connection to a WebSocket of the network, by the host's handler of requests: its egress rules, its way to resolve names.</summary>
internal static class OutboundSocket
{
    private const string ProtocolHeader = "Sec-WebSocket-Protocol";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Sends the upgrade. Any answer but an upgrade comes without its body.</summary>
    /// <exception cref="WebSocketException">There is no answer.</exception>
    public static async Task<EdgeResponse> ConnectAsync(OutboundRequest request, HttpMessageInvoker invoker, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            Configure(socket.Options, request);
            await socket.ConnectAsync(AddressOf(request.Url), invoker, cancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode >= System.Net.HttpStatusCode.MultipleChoices)
        {
            EdgeResponse refusal = Describe(socket, webSocket: null);
            socket.Dispose();
            return refusal;
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var end = SocketEnd.Create(request.Limits);
        EdgeResponse answer = Describe(socket, end.Peer);
        _ = Task.Run(() => end.ServeAsync(socket, CancellationToken.None), CancellationToken.None);
        return answer;
    }

    private static void Configure(ClientWebSocketOptions options, OutboundRequest request)
    {
        options.CollectHttpResponseDetails = true;
        options.KeepAliveInterval = KeepAlive;
        options.KeepAliveTimeout = KeepAlive;
        foreach ((string name, string value) in request.Headers)
        {
            if (name.Equals(ProtocolHeader, StringComparison.OrdinalIgnoreCase))
            {
                foreach (string protocol in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    options.AddSubProtocol(protocol);
                }
            }
            else if (!name.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase) && !name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase))
            {
                options.SetRequestHeader(name, value);
            }
        }
    }

    private static Uri AddressOf(Uri url) => new UriBuilder(url) { Scheme = url.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Port = url.Port }.Uri;

    private static EdgeResponse Describe(ClientWebSocket socket, EdgeWebSocket? webSocket) => new()
    {
        Status = (int)socket.HttpStatusCode,
        Headers = [.. (socket.HttpResponseHeaders ?? new Dictionary<string, IEnumerable<string>>(StringComparer.Ordinal))
            .Where(static header => !HopByHopHeaders.Contains(header.Key))
            .SelectMany(static header => header.Value, static (header, value) => KeyValuePair.Create(header.Key, value))],
        WebSocket = webSocket,
    };
}
