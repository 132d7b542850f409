using System.Net.WebSockets;
using EdgeIsolates.Isolates;

namespace EdgeIsolates.Web.WebSockets;

// A WebSocket in the host: two ends, each with an inbox that the other fills.
//
// 1. An end belongs to nobody in particular. Whoever wants its messages attaches a receiver: a connection (SocketTransport), a script (IsolateSocket), or somebody
//    who keeps the socket while no isolate does. Receivers can be exchanged; what comes meanwhile waits. So an end passes from isolate to isolate and out of the host
//    as it is, and a socket can outlive every isolate.
// 2. Order is the inbox's order. A close is the last thing that an inbox takes: what comes after it is dropped.
// 3. What waits is bounded. A connection that fills an inbox reads no further until there is room (SendAsync); a script, which cannot be made to wait, is refused, and its socket closed (SendAfter).
// 4. What waits is on an isolate's account: the one that sends, else the one that will receive. So is what waits for a gate, and it counts to what may wait, or a script could fill the host's memory
//    before the disk is heard of.
// 5. A message that waits for the disk, and may not leave in the end, ends the socket: what was sent after it would reach somebody who misses it.
internal sealed class SocketEnd : EdgeWebSocket
{
    /// <summary>What a connection puts into an inbox before it waits.</summary>
    private const int Ahead = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<(SocketFrame Frame, TenantIsolate? Account)> _inbox = new(0);
    private readonly Lock _sending = new();
    private readonly IsolateLimits _limits;
    private ISocketReceiver? _receiver;
    private Task _gated = Task.CompletedTask;
    private long _gatedBytes;
    private long _gatedPayload;
    private bool _isRefused;
    private TaskCompletionSource? _room;
    private long _bytes;
    private bool _isFull;
    private bool _isComplete;

    private SocketEnd(IsolateLimits limits, SocketEnd? peer)
    {
        _limits = limits;
        Peer = peer ?? new SocketEnd(limits, this);
    }

    /// <summary>The other end.</summary>
    public SocketEnd Peer { get; }

    /// <summary>The isolate that has this end, if one has.</summary>
    public TenantIsolate? Account { get; set; }

    public int MostMessageBytes => _limits.WebSocketMessageBytes;

    public TimeSpan CloseGrace => _limits.WebSocketCloseGrace;

    /// <summary>The bytes of the messages that were sent from here and not taken yet.</summary>
    public long Unsent => Volatile.Read(ref _gatedPayload) + Peer.Payload;

    /// <summary>Whether a Durable Object has it for good; see HibernatingSocket.</summary>
    public bool IsKept { get; set; }

    /// <summary>Whether something waits in the inbox.</summary>
    public bool IsReadable
    {
        get
        {
            lock (_gate)
            {
                return _inbox.Count > 0;
            }
        }
    }

    /// <summary>Whether the other end has closed: what is in the inbox is all that will come.</summary>
    public bool IsComplete
    {
        get
        {
            lock (_gate)
            {
                return _isComplete;
            }
        }
    }

    /// <summary>Whether so much waits for a slow connection that whoever sends from here should be given nothing more to do.</summary>
    public bool IsHeldBack => Inboxed > _limits.WebSocketQueueBytes / 4 && Peer._receiver is { IsTransport: true };

    private long Inboxed => Volatile.Read(ref Peer._bytes);

    private long Payload
    {
        get
        {
            lock (_gate)
            {
                return _bytes - ((long)_inbox.Count * SocketFrame.Overhead);
            }
        }
    }

    /// <summary>Makes a socket; its other end is the <see cref="Peer"/>.</summary>
    public static SocketEnd Create(IsolateLimits limits) => new(limits, peer: null);

    /// <summary>Gives the inbox to a receiver, in place of the one it had.</summary>
    public void Attach(ISocketReceiver? receiver)
    {
        bool isReadable;
        lock (_gate)
        {
            _receiver = receiver;
            isReadable = _inbox.Count > 0;
        }

        if (isReadable)
        {
            receiver?.OnReadable(mayRunHere: false);
        }
    }

    /// <summary>Sends for a script whose messages wait for something: in order, all of them.</summary>
    public void SendAfter(Task gate, SocketFrame frame, TenantIsolate? account)
    {
        lock (_sending)
        {
            if (gate.IsCompletedSuccessfully && _gated.IsCompleted)
            {
                SendOrRefuse(frame, account);
            }
            else if (TryHold(frame, account))
            {
                _gated = SendAfterAsync(_gated, gate, frame, account);
            }
            else if (!_isRefused)
            {
                _isRefused = true;
                _gated = RefuseAfterAsync(_gated);
            }
        }
    }

    /// <summary>There is no room for what the script sends: the socket is closed, and the script is told as of a lost connection.</summary>
    public void Refuse()
    {
        Close(CloseCodes.TryAgainLater, "The client reads too slowly");
        Peer.Fail(CloseCodes.Abnormal, $"More than {_limits.WebSocketQueueBytes} bytes (the limit WebSocketQueueBytes) would wait to be sent, or there is no memory left");
    }

    /// <summary>Sends for a connection.</summary>
    /// <returns>Whether there was memory for it; done when there is room for more.</returns>
    public async ValueTask<bool> SendAsync(SocketFrame frame, CancellationToken cancellationToken)
    {
        bool isSent = Peer.Put(frame, Peer.Account, long.MaxValue, mayRunHere: true);
        await Peer.RoomAsync().WaitAsync(cancellationToken);
        return isSent;
    }

    /// <summary>Closes towards the other end.</summary>
    public void Close(int code, string reason = "") => Peer.Put(SocketFrame.Close(code, reason), account: null, long.MaxValue, mayRunHere: false);

    /// <summary>Ends the socket for the other end: its connection is of no use any more, for a reason that nobody chose.</summary>
    public void Fail(int code, string reason) => Peer.Put(SocketFrame.Fault(code, reason), account: null, long.MaxValue, mayRunHere: false);

    /// <summary>Closes this end as if the other had.</summary>
    public void CloseHere(int code, string reason = "") => Put(SocketFrame.Close(code, reason), Account, long.MaxValue, mayRunHere: false);

    /// <summary>Lets go of this end: the other is told, and what still waits here, or comes, is dropped.</summary>
    public void Drop(int code, string reason = "")
    {
        Close(code, reason);
        lock (_gate)
        {
            _receiver = null;
            _isComplete = true;
        }

        while (TryTake(out _))
        {
            // Each goes off its account.
        }
    }

    /// <summary>Takes the next message.</summary>
    public bool TryTake(out SocketFrame frame)
    {
        TaskCompletionSource? room = null;
        bool hasDrained;
        TenantIsolate? account;
        lock (_gate)
        {
            if (!_inbox.TryDequeue(out (SocketFrame Frame, TenantIsolate? Account) first))
            {
                frame = default;
                return false;
            }

            (frame, account) = first;
            _bytes -= frame.Bytes;
            hasDrained = _isFull && _bytes <= _limits.WebSocketQueueBytes / 8;
            _isFull &= !hasDrained;
            if (_bytes <= Ahead)
            {
                (room, _room) = (_room, null);
            }
        }

        account?.ChargeMemory(-frame.Bytes);
        room?.SetResult();
        if (hasDrained)
        {
            Peer._receiver?.OnWritable();
        }

        return true;
    }

    public override Task ServeAsync(WebSocket client, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new SocketTransport(this, client).RunAsync(stopping);
    }

    public override void Abandon() => Drop(CloseCodes.Abnormal);

    private bool TryHold(SocketFrame frame, TenantIsolate? account)
    {
        bool fits = frame.Kind == SocketFrameKind.Close || Inboxed + _gatedBytes + frame.Bytes <= _limits.WebSocketQueueBytes;
        bool isHeld = !_isRefused && fits && account?.TryChargeMemory(frame.Bytes) != false;
        if (isHeld)
        {
            Interlocked.Add(ref _gatedBytes, frame.Bytes);
            Interlocked.Add(ref _gatedPayload, frame.Payload.Length);
        }

        return isHeld;
    }

    private async Task SendAfterAsync(Task before, Task gate, SocketFrame frame, TenantIsolate? account)
    {
        await before;
        await gate.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Add(ref _gatedBytes, -frame.Bytes);
        Interlocked.Add(ref _gatedPayload, -frame.Payload.Length);
        account?.ChargeMemory(-frame.Bytes);
        if (gate.IsCompletedSuccessfully)
        {
            SendOrRefuse(frame, account);
        }
        else
        {
            Close(CloseCodes.InternalError, "The Durable Object failed");
        }
    }

    private async Task RefuseAfterAsync(Task before)
    {
        await before;
        Refuse();
    }

    private void SendOrRefuse(SocketFrame frame, TenantIsolate? account)
    {
        if (!Peer.Put(frame, account, _limits.WebSocketQueueBytes, mayRunHere: false))
        {
            Refuse();
        }
    }

    private bool Put(SocketFrame frame, TenantIsolate? account, long most, bool mayRunHere)
    {
        bool isClose = frame.Kind == SocketFrameKind.Close;
        if (!isClose && account?.TryChargeMemory(frame.Bytes) == false)
        {
            return false;
        }

        bool isTaken = TryPut(frame, isClose ? null : account, most, out ISocketReceiver? receiver);
        receiver?.OnReadable(mayRunHere);

        return isTaken;
    }

    private bool TryPut(SocketFrame frame, TenantIsolate? account, long most, out ISocketReceiver? receiver)
    {
        receiver = null;
        lock (_gate)
        {
            bool fits = frame.Kind == SocketFrameKind.Close || _bytes + frame.Bytes <= most;
            if (_isComplete || !fits)
            {
                account?.ChargeMemory(-frame.Bytes);
                return _isComplete;
            }

            _isComplete = frame.Kind == SocketFrameKind.Close;
            _bytes += frame.Bytes;
            _isFull |= _bytes > _limits.WebSocketQueueBytes / 4;
            _inbox.Enqueue((frame, account));
            receiver = _receiver;
            return true;
        }
    }

    private Task RoomAsync()
    {
        lock (_gate)
        {
            return _bytes <= Ahead || _isComplete ? Task.CompletedTask : (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
