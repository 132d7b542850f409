using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>Messages of WebSockets in the record of the request, or of the object's event, that they belong to. A close counts as a message.</summary>
internal static class SocketTraffic
{
    private const string Name = "WebSocket";
    private const string Type = "websocket";

    public static void Sent(Invocation? owner, SocketFrame frame) => owner?.NoteUse(Name, Type, TimeSpan.Zero, succeeded: true, frame.Payload.Length, 0);

    public static void Received(Invocation owner, int bytes) => owner.NoteUse(Name, Type, TimeSpan.Zero, succeeded: true, 0, bytes);
}
