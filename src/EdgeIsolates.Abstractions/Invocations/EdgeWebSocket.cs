using System.Net.WebSockets;

namespace EdgeIsolates;

/// <summary>
/// The open end of a WebSocket that a function answered with (<c>new Response(null, { status: 101, webSocket })</c>): messages pass between it and a client. Made by
/// the runtime; whoever gets it calls one of its methods, once.
/// </summary>
public abstract class EdgeWebSocket
{
    private protected EdgeWebSocket()
    {
    }

    /// <summary>
    /// Joins the end to a client and passes messages both ways until either side closes. Failures of the client end it like a close; nothing is thrown.
    /// </summary>
    /// <param name="client">The client's socket, open; disposed when this ends.</param>
    /// <param name="stopping">When cancelled, both sides are closed with the code 1001, "going away".</param>
    /// <returns>Done when the connection is over.</returns>
    public abstract Task ServeAsync(WebSocket client, CancellationToken stopping = default);

    /// <summary>Lets go of the end when there is no client for it: the function sees the connection close with the code 1006.</summary>
    public abstract void Abandon();
}
