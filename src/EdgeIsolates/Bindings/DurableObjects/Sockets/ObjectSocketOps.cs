using System.Globalization;
using System.Text;
using System.Text.Json;
using EdgeIsolates.Isolates;
using EdgeIsolates.V8;
using EdgeIsolates.Web;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The sockets that outlive an object's instance; the script side is Web/WebSockets/hibernation.js. A socket is named by the object's number and its own id.</summary>
internal static class ObjectSocketOps
{
    private const int Gone = -1;

    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_object_socket_accept", Accept),
        new("op_object_socket_send", Send),
        new("op_object_socket_waiting", Waiting),
        new("op_object_socket_close", Close),
        new("op_object_socket_attach", Attach),
        new("op_object_socket_attachment", Attachment),
        new("op_object_socket_tags", Tags),
        new("op_object_socket_answered", Answered),
        new("op_object_sockets", List),
        new("op_object_auto_response", SetAutoResponse),
        new("op_object_socket_timeout", EventTimeout),
    ];

    /// <summary><c>op_object_socket_accept(object, number, tagsJson, attachment)</c>: takes a socket from the isolate for good, and gives its id.</summary>
    private static void Accept(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        string[] tags = JsonSerializer.Deserialize(call.GetString(2), ObjectJson.Default.StringArray) ?? [];
        var end = (SocketEnd)SocketOps.TakeOut(isolate, call.GetInt32(1));
        HibernatingSocket? socket = live.Sockets.TryAdd(end, tags, call.IsNullOrUndefined(3) ? null : call.GetBytes(3).ToArray());
        if (socket is null)
        {
            end.Abandon();
            throw new V8OpException(V8ErrorClass.Error, $"A Durable Object may have {ObjectSocketSet.Most} WebSockets.");
        }

        call.Return(socket.Id);
    }

    /// <summary><c>op_object_socket_send(object, id, data)</c>: how many bytes wait to be sent, -1 when the socket is gone.</summary>
    private static void Send(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        if (live.Sockets.Find(call.GetInt32(1)) is not { HasClosed: false } socket)
        {
            call.Return(Gone);
            return;
        }

        SocketFrame frame = call.IsString(2)
            ? new SocketFrame(SocketFrameKind.Text, call.GetUtf8(2))
            : new SocketFrame(SocketFrameKind.Binary, call.GetBytes(2).ToArray());
        SocketTraffic.Sent(isolate.Find(call.Scope.CurrentRequest), frame);
        socket.Send(frame, ((IEventGate)live).Output, isolate);
        call.Return((double)socket.End.Waiting);
    }

    /// <summary><c>op_object_socket_waiting(object, id)</c>.</summary>
    private static void Waiting(TenantIsolate isolate, in V8OpCall call) => call.Return((double)(Find(isolate, in call)?.End.Waiting ?? 0));

    /// <summary><c>op_object_socket_close(object, id, code, reason)</c>.</summary>
    private static void Close(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        live.Sockets.Find(call.GetInt32(1))?.Close(call.GetInt32(2), call.GetString(3), ((IEventGate)live).Output);
    }

    /// <summary><c>op_object_socket_attach(object, id, bytes)</c>.</summary>
    private static void Attach(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call) is { } socket)
        {
            socket.Attachment = call.GetBytes(2).ToArray();
        }
    }

    /// <summary><c>op_object_socket_attachment(object, id)</c>: bytes or <c>null</c>.</summary>
    private static void Attachment(TenantIsolate isolate, in V8OpCall call)
    {
        if (Find(isolate, in call)?.Attachment is { } bytes)
        {
            call.Return(bytes.AsSpan());
        }
        else
        {
            call.Return(call.Scope.Null);
        }
    }

    /// <summary><c>op_object_socket_tags(object, id)</c>: JSON.</summary>
    private static void Tags(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(JsonSerializer.Serialize(Find(isolate, in call)?.Tags.ToArray() ?? [], ObjectJson.Default.StringArray));

    /// <summary><c>op_object_socket_answered(object, id)</c>: when the host last answered for the object, in ms since 1970, or -1.</summary>
    private static void Answered(TenantIsolate isolate, in V8OpCall call) =>
        call.Return((double)(Find(isolate, in call)?.AutoRespondedAt?.ToUnixTimeMilliseconds() ?? -1));

    /// <summary><c>op_object_sockets(object, tag)</c>: the ids of those that are open, with commas between.</summary>
    private static void List(TenantIsolate isolate, in V8OpCall call)
    {
        int[] ids = ObjectOps.Find(isolate, in call).Sockets.Ids(call.IsString(1) ? call.GetString(1) : null);
        call.Return(string.Join(',', ids.Select(static id => id.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary><c>op_object_auto_response(object, request, response)</c>, both <c>null</c> for none.</summary>
    private static void SetAutoResponse(TenantIsolate isolate, in V8OpCall call) => ObjectOps.Find(isolate, in call).Sockets.AutoResponse =
        call.IsString(1) ? new AutoResponse(Encoding.UTF8.GetBytes(call.GetString(1)), Encoding.UTF8.GetBytes(call.GetString(2))) : null;

    /// <summary><c>op_object_socket_timeout(object, ms)</c>: sets it, and gives what it was before; -1 only asks.</summary>
    private static void EventTimeout(TenantIsolate isolate, in V8OpCall call)
    {
        ObjectSocketSet sockets = ObjectOps.Find(isolate, in call).Sockets;
        double before = sockets.EventTimeout.TotalMilliseconds;
        if (call.GetInt32(1) >= 0)
        {
            sockets.EventTimeout = TimeSpan.FromMilliseconds(call.GetInt32(1));
        }

        call.Return(before);
    }

    private static HibernatingSocket? Find(TenantIsolate isolate, in V8OpCall call) => ObjectOps.Find(isolate, in call).Sockets.Find(call.GetInt32(1));
}
