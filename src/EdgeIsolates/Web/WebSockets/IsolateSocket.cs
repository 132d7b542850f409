using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.WebSockets;

// A script's end of a socket.
//
// 1. It belongs to a request: the one that made it, then the one that accepted it. It dies with it; as long as a client is connected through it, the request
//    lives (FetchInvocation.Sockets.cs).
// 2. Each message is a piece of work of its own; the next one waits for its turn behind whatever else came for the isolate. It is a new start for the budgets of its request
//    when a client is connected to that: a request without one has the budgets of a request, and nobody renews them by writing to himself.
// 3. While much waits to be sent by a slow connection, its request is given no more messages: what it would do with them is mostly to send more. A close, and what came
//    before it, is told in any case.
// 4. It is over when both sides have closed.
//
// Members are for the holder of the isolate's mailbox, but for those of the receiver.
internal sealed class IsolateSocket(Invocation owner, SocketEnd end) : IsolateWork, ISocketReceiver
{
    /// <summary>What a socket costs beside its messages, about.</summary>
    public const int Bytes = 4096;

    private int _isPosted;
    private int _hasRoom;
    private bool _hasClosed;
    private bool _isClosed;
    private long _sentInPiece;
    private long _unsent;

    /// <summary>The request it belongs to.</summary>
    public Invocation Owner { get; private set; } = owner;

    public SocketEnd End { get; } = end;

    /// <summary>The number that scripts know it by.</summary>
    public int Number { get; set; }

    public bool IsAccepted { get; private set; }

    /// <summary>The other end, while it is in this isolate too.</summary>
    public IsolateSocket? Mate { get; set; }

    /// <summary>Whether the other end left with an answer: whoever got it is connected to this one.</summary>
    public bool IsServer { get; set; }

    /// <summary>The bytes of the messages that have not left, as scripts see it: while they run, nothing leaves.</summary>
    public long Unsent => _sentInPiece == Isolate.Piece ? _unsent : End.Unsent;

    /// <summary>Whether the script got it from somewhere: the network, or another function.</summary>
    public bool IsElsewhere => Mate is null && !IsServer;

    public bool IsOver => _hasClosed && _isClosed;

    bool ISocketReceiver.IsTransport => false;

    private TenantIsolate Isolate => Owner.Isolate;

    public void OnReadable(bool mayRunHere)
    {
        if (Interlocked.Exchange(ref _isPosted, 1) != 0)
        {
            return;
        }

        if (mayRunHere)
        {
            Isolate.Mailbox.Post(this);
        }
        else
        {
            Isolate.Mailbox.PostElsewhere(this);
        }
    }

    public void OnWritable()
    {
        Volatile.Write(ref _hasRoom, 1);
        OnReadable(mayRunHere: false);
    }

    /// <summary>Messages go to the script from now on.</summary>
    public void Accept(Invocation owner)
    {
        IsolateSockets.Move(this, owner);
        Owner = owner;
        IsAccepted = true;
        Isolate.CountOp(Owner, 1);
        End.Attach(this);
    }

    /// <summary>The script sends.</summary>
    public void Send(SocketFrame frame, Task gate)
    {
        _unsent = Unsent + frame.Payload.Length;
        _sentInPiece = Isolate.Piece;
        End.SendAfter(gate, frame, Isolate);
    }

    /// <summary>The script closes its direction.</summary>
    public void Close(int code, string reason, Task gate)
    {
        if (!_hasClosed)
        {
            _hasClosed = true;
            End.SendAfter(gate, SocketFrame.Close(code, reason), account: null);
            EndIfOver();
        }
    }

    public override V8Status Run(in V8Scope scope)
    {
        Volatile.Write(ref _isPosted, 0);
        if (Owner.IsEnded || IsOver)
        {
            return V8Status.Ok;
        }

        if (Interlocked.Exchange(ref _hasRoom, 0) != 0)
        {
            WakeOthers();
        }

        bool isHeldBack = !End.IsComplete && Owner.Sockets!.Exists(static other => other.End.IsHeldBack);
        if (isHeldBack || !End.TryTake(out SocketFrame frame))
        {
            return V8Status.Ok;
        }

        V8Status status = Deliver(in scope, frame);
        if (End.IsReadable)
        {
            OnReadable(mayRunHere: false);
        }

        return status;
    }

    /// <summary>This one was what held them back, perhaps.</summary>
    private void WakeOthers()
    {
        foreach (IsolateSocket other in Owner.Sockets!)
        {
            if (other != this && other.End.IsReadable)
            {
                other.OnReadable(mayRunHere: false);
            }
        }
    }

    private V8Status Deliver(in V8Scope scope, SocketFrame frame)
    {
        if (Owner.HasClient && Mate is null)
        {
            Owner.BeginMessage(in scope);
        }

        scope.SwitchRequest(Owner.Id);
        Isolate.Touch(Owner);
        SocketTraffic.Received(Owner, frame.Payload.Length);
        bool isClose = frame.Kind == SocketFrameKind.Close;
        V8Value data = frame.Kind switch
        {
            SocketFrameKind.Text => scope.StringUtf8(frame.Payload.Span),
            SocketFrameKind.Binary => scope.Bytes(frame.Payload.Span),
            _ => scope.String(frame.Reason),
        };
        if (isClose)
        {
            _isClosed = true;
            _hasClosed |= frame.IsFault || (!CloseCodes.MayBeSent(frame.Code) && frame.Code != CloseCodes.None);
        }

        V8Status status = data.Exists
            ? scope.Call(scope.Get(Isolate.Entry.Socket), out _, scope.Int32(Owner.Id), scope.Int32(Number), scope.Int32((int)frame.Kind), data, scope.Int32(frame.Code), scope.Boolean(frame.IsBreak))
            : V8Status.Ok;
        if (status == V8Status.Exception)
        {
            Owner.FailMessage(scope.TakeException().ToEdgeError(Isolate));
            status = V8Status.Ok;
        }

        if (!data.Exists)
        {
            Close(CloseCodes.TryAgainLater, "There is no memory left for messages", Task.CompletedTask);
        }

        if (status == V8Status.Ok)
        {
            EndIfOver();
        }

        return status;
    }

    private void EndIfOver()
    {
        if (IsOver)
        {
            Isolate.Sockets.Remove(this);
            Isolate.Touch(Owner);
        }
    }
}
