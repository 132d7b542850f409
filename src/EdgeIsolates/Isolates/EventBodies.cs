using System.Globalization;
using EdgeIsolates.Bindings;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Isolates;

/// <summary>
/// Streams and sockets that pass from one isolate to another, as the script sides name them: "number:length,…", the length -2 for a socket; see Web/Rpc/parcel.js.
/// </summary>
internal static class EventBodies
{
    private const double SocketMark = -2;

    /// <summary>Takes them out of the isolate that sends them.</summary>
    /// <exception cref="V8.V8OpException">One of them is gone.</exception>
    public static IReadOnlyList<EventBody> Send(TenantIsolate isolate, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        List<EventBody> bodies = [];
        foreach (string named in text.Split(','))
        {
            int colon = named.IndexOf(':', StringComparison.Ordinal);
            double length = double.Parse(named.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            int number = int.Parse(named.AsSpan(0, colon), CultureInfo.InvariantCulture);
            bodies.Add(length == SocketMark
                ? new EventBody(Reader: null, length, SocketOps.TakeOut(isolate, number))
                : new EventBody(ScriptValues.TakeBody(isolate, number, ref length), length));
        }

        return bodies;
    }

    /// <summary>Gives them to the isolate that receives them; they belong to the invocation.</summary>
    public static string Receive(Invocation owner, IReadOnlyList<EventBody> bodies) =>
        bodies.Count == 0 ? "" : string.Join(',', bodies.Select(body => string.Create(CultureInfo.InvariantCulture, $"{NumberOf(owner, body)}:{body.Length}")));

    /// <summary>Lets go of those that nobody will receive.</summary>
    public static void Drop(IReadOnlyList<EventBody> bodies)
    {
        foreach (EventBody body in bodies)
        {
            body.Reader?.Complete();
            body.Socket?.Abandon();
        }
    }

    private static int NumberOf(Invocation owner, EventBody body) => body.Socket is { } socket
        ? SocketOps.Receive(owner, socket)
        : owner.Isolate.Bodies.Add(new IncomingBody(owner, body.Reader!, body.Length < 0 ? null : (long)body.Length));
}
