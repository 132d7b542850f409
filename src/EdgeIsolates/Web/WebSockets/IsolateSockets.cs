using System.Diagnostics.CodeAnalysis;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.WebSockets;

/// <summary>The ends of sockets in one isolate, by the number that scripts know them by. For the holder of the mailbox.</summary>
internal sealed class IsolateSockets(TenantIsolate isolate)
{
    private readonly Dictionary<int, IsolateSocket> _sockets = [];
    private int _lastNumber;

    /// <summary>Gives an end to an invocation; false when there is no memory for it.</summary>
    public bool TryAdd(Invocation owner, SocketEnd end, [NotNullWhen(true)] out IsolateSocket? socket)
    {
        socket = null;
        if (!isolate.TryChargeMemory(IsolateSocket.Bytes))
        {
            return false;
        }

        end.Account = isolate;
        socket = new IsolateSocket(owner, end) { Number = ++_lastNumber };
        _sockets.Add(socket.Number, socket);
        (owner.Sockets ??= []).Add(socket);
        return true;
    }

    public bool TryFind(int number, [NotNullWhen(true)] out IsolateSocket? socket) => _sockets.TryGetValue(number, out socket);

    /// <summary>Takes an end out that nobody here has accepted: it goes elsewhere.</summary>
    public SocketEnd TakeOut(IsolateSocket socket)
    {
        if (socket.Mate is { } mate)
        {
            mate.IsServer = true;
            mate.Mate = null;
        }

        Remove(socket);
        socket.End.Account = null;
        return socket.End;
    }

    /// <summary>Gives a socket to another invocation.</summary>
    public static void Move(IsolateSocket socket, Invocation owner)
    {
        socket.Owner.Sockets?.Remove(socket);
        (owner.Sockets ??= []).Add(socket);
    }

    /// <summary>Forgets a socket that is over, or goes elsewhere.</summary>
    public void Remove(IsolateSocket socket)
    {
        if (_sockets.Remove(socket.Number))
        {
            isolate.ChargeMemory(-IsolateSocket.Bytes);
            socket.Owner.Sockets?.Remove(socket);
            if (socket.IsAccepted)
            {
                isolate.CountOp(socket.Owner, -1);
            }
        }
    }

    /// <summary>Drops what belongs to an invocation that has ended.</summary>
    public void Forget(Invocation owner, int code, string reason)
    {
        if (owner.Sockets is not { } sockets)
        {
            return;
        }

        owner.Sockets = null;
        foreach (IsolateSocket socket in sockets)
        {
            if (_sockets.Remove(socket.Number))
            {
                isolate.ChargeMemory(-IsolateSocket.Bytes);
            }

            socket.End.Drop(code, reason);
        }
    }
}
