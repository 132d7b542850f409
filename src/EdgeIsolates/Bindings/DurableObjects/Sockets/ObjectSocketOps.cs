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
        new("op_object_auto_response", GetAutoResponse),
        new("op_object_set_auto_response", SetAutoResponse),
        new("op_object_socket_timeout", EventTimeout),
    ];

    /// <summary><c>op_object_socket_accept(object, number, tagsJson, attachment)</c>: takes a socket from the isolate for good, and gives its id.</summary>
    private static void Accept(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        if (!SocketOps.IsServers(isolate, call.GetInt32(1)))
        {
            throw new V8OpException(
                V8ErrorClass.TypeError,
                "acceptWebSocket() takes one end of a WebSocketPair that was made here and whose other end goes to a client: no socket from elsewhere, and not both ends");
        }

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

    /// <summary><c>op_object_socket_send(object, id, data, length)</c>: false when the socket is gone; else as <c>op_socket_send</c>.</summary>
    private static void Send(TenantIsolate isolate, in V8OpCall call)
    {
        LiveObject live = ObjectOps.Find(isolate, in call);
        if (live.Sockets.Find(call.GetInt32(1)) is not { HasClosed: false } socket)
        {
            call.Return(false);
            return;
        }

        if (call.GetDouble(3) > isolate.Limits.WebSocketQueueBytes)
        {
            socket.End.Refuse();
        }
        else
        {
            SocketFrame frame = SocketOps.FrameOf(in call, 2);
            SocketTraffic.Sent(isolate.Find(call.Scope.CurrentRequest), frame);
            socket.Send(frame, ((IEventGate)live).Output, isolate);
        }

        call.Return(true);
    }

    /// <summary><c>op_object_socket_waiting(object, id)</c>.</summary>
    private static void Waiting(TenantIsolate isolate, in V8OpCall call) => call.Return((double)(Find(isolate, in call)?.End.Unsent ?? 0));

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
        call.Return((double)(Find(isolate, in call)?.AutoRespondedAt ?? HibernatingSocket.Never));

    /// <summary><c>op_object_sockets(object, tag)</c>: the ids of those that are open, with commas between.</summary>
    private static void List(TenantIsolate isolate, in V8OpCall call)
    {
        int[] ids = ObjectOps.Find(isolate, in call).Sockets.Ids(call.IsString(1) ? call.GetString(1) : null);
        call.Return(string.Join(',', ids.Select(static id => id.ToString(CultureInfo.InvariantCulture))));
    }

    /// <summary><c>op_object_auto_response(object)</c>: request and response as JSON, or <c>null</c> as JSON.</summary>
    private static void GetAutoResponse(TenantIsolate isolate, in V8OpCall call)
    {
        string[]? pair = ObjectOps.Find(isolate, in call).Sockets.AutoResponse is { } auto
            ? [Encoding.UTF8.GetString(auto.Request), Encoding.UTF8.GetString(auto.Response)]
            : null;
        call.Return(JsonSerializer.Serialize(pair, ObjectJson.Default.StringArray));
    }

    /// <summary><c>op_object_set_auto_response(object, request, response)</c>, both <c>null</c> for none.</summary>
    private static void SetAutoResponse(TenantIsolate isolate, in V8OpCall call) => ObjectOps.Find(isolate, in call).Sockets.AutoResponse =
        call.IsString(1) ? new AutoResponse(Encoding.UTF8.GetBytes(call.GetString(1)), Encoding.UTF8.GetBytes(call.GetString(2))) : null;

    /// <summary><c>op_object_socket_timeout(object, ms)</c>: sets it, 0 for none, and gives what it was before, -1 for none; -1 only asks.</summary>
    private static void EventTimeout(TenantIsolate isolate, in V8OpCall call)
    {
        ObjectSocketSet sockets = ObjectOps.Find(isolate, in call).Sockets;
        double before = sockets.EventTimeout.TotalMilliseconds;
        if (call.GetInt32(1) >= 0)
        {
            sockets.EventTimeout = call.GetInt32(1) is > 0 and int ms ? TimeSpan.FromMilliseconds(ms) : Timeout.InfiniteTimeSpan;
        }

        call.Return(before);
    }

    private static HibernatingSocket? Find(TenantIsolate isolate, in V8OpCall call) => ObjectOps.Find(isolate, in call).Sockets.Find(call.GetInt32(1));
}
