using System.Text.Json;
using EdgeIsolates.Isolates;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Bindings.DurableObjects;

// A socket that an object accepted for good, by ctx.acceptWebSocket: it belongs to the host and outlives the instance, its isolate and its version.
//
// 1. Each message is an event of the object, sent as any other, which makes the object anew when it is not in memory. The next message of the same socket is sent when
//    the event is over: order, and a client that is faster than the object is held back.
// 2. What the object sends waits for its output gate, as all that leaves it does.
// 3. Its other end is a client's, never another that an object keeps: two that answered each other would go on for ever, with nobody to charge.
// 4. A handler that throws leaves the socket open. An object that cannot handle its events (over a limit, overloaded, not to be started) loses the socket, so that its client comes again.
internal sealed class HibernatingSocket(ObjectSocketSet set, SocketEnd end, int id, IReadOnlyList<string> tags) : ISocketReceiver
{
    public const long Never = -1;

    private int _isRunning;
    private long _autoRespondedAt = Never;

    public int Id => id;

    public IReadOnlyList<string> Tags => tags;

    /// <summary>What the object keeps with it, as a structured clone.</summary>
    public byte[]? Attachment { get; set; }

    /// <summary>When the host last answered for the object, in ms since 1970; or <see cref="Never"/>.</summary>
    public long AutoRespondedAt => Volatile.Read(ref _autoRespondedAt);

    /// <summary>Whether the object has closed it.</summary>
    public bool HasClosed { get; private set; }

    /// <summary>Whether the client has closed it, and the object was told.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether its connection is gone, without a close.</summary>
    public bool IsBroken { get; private set; }

    public SocketEnd End => end;

    bool ISocketReceiver.IsTransport => false;

    private bool MayRun => end.IsReadable && (end.IsComplete || !end.IsHeldBack);

    public void OnReadable(bool mayRunHere)
    {
        if (MayRun && Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            _ = Task.Run(RunAsync);
        }
    }

    public void OnWritable() => OnReadable(mayRunHere: false);

    /// <summary>Sends for the object, once that is safe.</summary>
    public void Send(SocketFrame frame, Task gate, TenantIsolate? account) => end.SendAfter(gate, frame, account);

    /// <summary>The object closes its direction.</summary>
    public void Close(int code, string reason, Task gate)
    {
        if (!HasClosed)
        {
            HasClosed = true;
            Send(SocketFrame.Close(code, reason), gate, account: null);
            RemoveIfOver();
        }
    }

    private async Task RunAsync()
    {
        do
        {
            while (MayRun && end.TryTake(out SocketFrame frame))
            {
                await DeliverAsync(frame);
            }

            Volatile.Write(ref _isRunning, 0);
        }
        while (MayRun && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private async Task DeliverAsync(SocketFrame frame)
    {
        if (frame.Kind == SocketFrameKind.Text && set.AutoResponse is { } auto && frame.Payload.Span.SequenceEqual(auto.Request))
        {
            Volatile.Write(ref _autoRespondedAt, set.All.Time.GetUtcNow().ToUnixTimeMilliseconds());
            Send(new SocketFrame(SocketFrameKind.Text, auto.Response), Task.CompletedTask, account: null);
            return;
        }

        bool isClose = frame.Kind == SocketFrameKind.Close;
        IsClosed |= isClose;
        IsBroken |= frame.IsBreak;
        InvocationResult result = await SendAsync(frame);
        if (isClose)
        {
            Close(CloseCodes.MayBeSent(frame.Code) ? frame.Code : CloseCodes.None, "", Task.CompletedTask);
            RemoveIfOver();
        }

        if (result.Outcome != InvocationOutcome.Ok)
        {
            set.All.NoteFailure(set.Identity, result);
            if (result.Outcome is not (InvocationOutcome.Exception or InvocationOutcome.Canceled))
            {
                set.Remove(id);
                end.Drop(CloseCodes.InternalError, "The Durable Object failed");
            }
        }
    }

    private async Task<InvocationResult> SendAsync(SocketFrame frame)
    {
        using var timeout = new CancellationTokenSource(set.EventTimeout, set.All.Time);
        string detail = JsonSerializer.Serialize(new SocketEvent(id, (int)frame.Kind, frame.Code, frame.Reason, frame.IsFault, frame.IsBreak), ObjectJson.Default.SocketEvent);
        return await set.All.SendAsync(set.Identity, ObjectEvents.OfSocket(set.Identity.ClassName, detail, frame.Payload), timeout.Token);
    }

    private void RemoveIfOver()
    {
        if (HasClosed && IsClosed)
        {
            set.Remove(id);
        }
    }
}
