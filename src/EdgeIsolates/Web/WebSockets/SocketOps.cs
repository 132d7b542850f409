using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>The host's side of <c>WebSocket</c> and <c>WebSocketPair</c>; connections are made by <c>op_fetch_send</c>.</summary>
internal static class SocketOps
{
    public static IReadOnlyList<Op> All { get; } =
    [
        new("op_socket_pair", Pair),
        new("op_socket_accept", Accept),
        new("op_socket_send", Send),
        new("op_socket_waiting", Waiting),
        new("op_socket_close", Close),
    ];

    /// <summary>Gives a script an end that came from outside.</summary>
    /// <exception cref="V8OpException">There is no memory for it.</exception>
    public static int Receive(Invocation owner, EdgeWebSocket socket)
    {
        var end = (SocketEnd)socket;
        if (owner.Isolate.Sockets.TryAdd(owner, end, out IsolateSocket? received))
        {
            return received.Number;
        }

        end.Abandon();
        throw NoMemory;
    }

    /// <summary>Takes an end from a script that gives it away.</summary>
    /// <exception cref="V8OpException">It cannot be given away.</exception>
    public static EdgeWebSocket TakeOut(TenantIsolate isolate, int number) =>
        isolate.Sockets.TryFind(number, out IsolateSocket? socket) && !socket.IsAccepted
            ? isolate.Sockets.TakeOut(socket)
            : throw new V8OpException(V8ErrorClass.TypeError, "The WebSocket of the answer is gone: it was used already, or its request has ended");

    /// <summary>Whether an end is the server's, of a pair that was made in this isolate: what one object keeps never ends in what another keeps, or in the network.</summary>
    public static bool IsServers(TenantIsolate isolate, int number) =>
        isolate.Sockets.TryFind(number, out IsolateSocket? socket) && (socket.Mate is not null || socket.IsServer) && !socket.End.Peer.IsKept;

    /// <summary><c>op_socket_pair()</c>: the number of one end; the other has the next.</summary>
    private static void Pair(TenantIsolate isolate, in V8OpCall call)
    {
        Invocation owner = OwnerOf(isolate, in call);
        var end = SocketEnd.Create(isolate.Limits);
        if (!isolate.Sockets.TryAdd(owner, end, out IsolateSocket? first))
        {
            throw NoMemory;
        }

        if (!isolate.Sockets.TryAdd(owner, end.Peer, out IsolateSocket? second))
        {
            isolate.Sockets.Remove(first);
            throw NoMemory;
        }

        first.Mate = second;
        second.Mate = first;
        call.Return(first.Number);
    }

    /// <summary><c>op_socket_accept(number)</c>: its messages go to <c>entry.socket</c>. False: it is gone.</summary>
    private static void Accept(TenantIsolate isolate, in V8OpCall call)
    {
        bool isThere = isolate.Sockets.TryFind(call.GetInt32(0), out IsolateSocket? socket);
        if (isThere && !socket!.IsAccepted)
        {
            socket.Accept(OwnerOf(isolate, in call));
        }

        call.Return(isThere);
    }

    /// <summary>
    /// <c>op_socket_send(number, data, length)</c>, a string or bytes and how many characters or bytes: false when the socket is gone. What is certainly too long is not even copied.
    /// </summary>
    private static void Send(TenantIsolate isolate, in V8OpCall call)
    {
        if (!isolate.Sockets.TryFind(call.GetInt32(0), out IsolateSocket? socket))
        {
            call.Return(false);
            return;
        }

        if (call.GetDouble(2) > isolate.Limits.WebSocketQueueBytes)
        {
            socket.End.Refuse();
        }
        else
        {
            SocketFrame frame = FrameOf(in call, 1);
            SocketTraffic.Sent(socket.Owner, frame);
            socket.Send(frame, GateOf(isolate, in call));
        }

        call.Return(true);
    }

    /// <summary>A message from an argument, a string or bytes.</summary>
    public static SocketFrame FrameOf(in V8OpCall call, int index) => call.IsString(index)
        ? new SocketFrame(SocketFrameKind.Text, call.GetUtf8(index))
        : new SocketFrame(SocketFrameKind.Binary, call.GetBytes(index).ToArray());

    /// <summary><c>op_socket_waiting(number)</c>: how many bytes wait to be sent.</summary>
    private static void Waiting(TenantIsolate isolate, in V8OpCall call) =>
        call.Return(isolate.Sockets.TryFind(call.GetInt32(0), out IsolateSocket? socket) ? socket.Unsent : 0d);

    /// <summary><c>op_socket_close(number, code, reason)</c>: closes the script's direction.</summary>
    private static void Close(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Sockets.TryFind(call.GetInt32(0), out IsolateSocket? socket))
        {
            socket.Close(call.GetInt32(1), call.GetString(2), GateOf(isolate, in call));
        }
    }

    private static Task GateOf(TenantIsolate isolate, in V8OpCall call) => isolate.Find(call.Scope.CurrentRequest)?.OutputGate ?? Task.CompletedTask;

    private static Invocation OwnerOf(TenantIsolate isolate, in V8OpCall call) =>
        isolate.Find(call.Scope.CurrentRequest) is { RequestId: not null } owner
            ? owner
            : throw new V8OpException(V8ErrorClass.TypeError, "A WebSocket belongs to a request: there is none here, or it has ended");

    private static V8OpException NoMemory => new(V8ErrorClass.RangeError, "There is not enough memory left for another WebSocket");
}
