using EdgeIsolates.V8;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Isolates;

// What the pool knows an isolate by: who uses it, how much it holds, and how far it is on its way out.
internal sealed partial class TenantIsolate
{
    // Less than this is no news: a young generation comes and goes.
    private const long MeasureStep = 64 * 1024;
    private const long MeasuredForGood = -1;

    private readonly IIsolateHome? _home;
    private long _measuredBytes;
    private int _reserved;
    private int _requests;
    private bool _isCondemned;
    private bool _isBrokenOff;

    /// <summary>Requests that have no answer yet; any thread.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that have begun, answered or not; any thread.</summary>
    public int RequestsServed => Math.Max(0, Volatile.Read(ref _lastId) - 1);

    /// <summary>Requests that are not over: without an answer, with a body that streams, or with <c>waitUntil</c> work; any thread.</summary>
    public int RequestsUnderWay => Math.Max(0, Use.Users - Requests);

    /// <summary>What the isolate used at the end of its last turn, about; 0 when it is closing. Any thread.</summary>
    public long MeasuredBytes => Math.Max(0, Volatile.Read(ref _measuredBytes));

    /// <summary>What it used after its first request; 0 before.</summary>
    public long BytesAfterFirst { get; private set; }

    /// <summary>Under the pool's gate: whether it is to go as soon as another has taken its place.</summary>
    public bool IsOutgoing { get; set; }

    /// <summary>Under the pool's gate: whether nobody uses it and nobody may.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Under the pool's gate: whether what is under way was told to end.</summary>
    public bool IsBrokenOff { get; set; }

    /// <summary>When it was told to take no new requests; 0 before. Any thread.</summary>
    public long RetiredAt { get; private set; }

    /// <summary>Whether its scripts run on the slow lane; any thread.</summary>
    bool IMailboxOwner.RunsAside => _home is { RunsAside: true };

    /// <summary>Reserves an isolate that nobody runs in, so that two requests at the same moment get two isolates. Any thread.</summary>
    public bool TryReserve() => Mailbox.IsIdle && Interlocked.CompareExchange(ref _reserved, 1, 0) == 0;

    public void Unreserve() => Volatile.Write(ref _reserved, 0);

    /// <summary>Becomes a user for one request, unless as many as may are there, or the isolate takes no more. Any thread.</summary>
    public bool TryAddRequest()
    {
        int most = _home?.MostRequests ?? int.MaxValue;
        int now = Volatile.Read(ref _requests);
        while (now < most)
        {
            int seen = Interlocked.CompareExchange(ref _requests, now + 1, now);
            if (seen == now)
            {
                if (Use.TryAdd())
                {
                    return true;
                }

                Interlocked.Decrement(ref _requests);
                return false;
            }

            now = seen;
        }

        return false;
    }

    /// <summary>Counts the request in for which somebody is a user already. Any thread.</summary>
    public void AddRequest() => Interlocked.Increment(ref _requests);

    /// <summary>The request was answered; its user leaves. Any thread.</summary>
    public void ReleaseRequest()
    {
        LastUsed = Time.GetTimestamp();
        Interlocked.Decrement(ref _requests);
        _home?.OnAnswered(this);
        Use.Release();
    }

    /// <summary>No new requests: those in flight finish, then the isolate is disposed. Any thread.</summary>
    public void Retire()
    {
        if (!Use.IsRetiring)
        {
            RetiredAt = Time.GetTimestamp();
        }

        Use.Retire();
    }

    /// <summary>Ends what is still under way in an isolate that takes no new requests. Any thread.</summary>
    public void BreakOff(EdgeError reason) => Mailbox.PostElsewhere(new BreakingOffWork(this, reason));

    private void Measure(in V8Scope scope)
    {
        if (_home is null)
        {
            return;
        }

        long used = scope.MemoryUsedBytes;
        if (BytesAfterFirst == 0 && _live.Count == 0 && RequestsServed > 0)
        {
            BytesAfterFirst = used;
        }

        long before = Volatile.Read(ref _measuredBytes);
        bool isNews = Math.Abs(used - before) >= MeasureStep && before != MeasuredForGood;
        _home.OnMeasured(this, isNews && Interlocked.CompareExchange(ref _measuredBytes, used, before) == before ? used - before : 0);
    }

    private void Condemn()
    {
        Retire();
        if (!_isCondemned)
        {
            _isCondemned = true;
            _home?.OnCondemned(this);
        }
    }

    private void ForgetSockets(Invocation invocation)
    {
        if (_isBrokenOff)
        {
            Sockets.Forget(invocation, CloseCodes.GoingAway, "A new version of the function took over, or the host made room");
        }
        else if (_isDead || invocation.HasFailed)
        {
            Sockets.Forget(invocation, CloseCodes.InternalError, "The function failed");
        }
        else
        {
            Sockets.Forget(invocation, CloseCodes.GoingAway, "The request is over");
        }
    }

    private void OnUnused() => _home?.OnUnused();

    private void OnClosing()
    {
        _home?.OnClosing(this, Math.Max(0, Interlocked.Exchange(ref _measuredBytes, MeasuredForGood)));
        Mailbox.PostElsewhere(new ClosingWork(this));
    }

    private sealed class ClosingWork(TenantIsolate isolate) : IsolateWork
    {
        public override V8Status Run(in V8Scope scope)
        {
            isolate._isClosing = true;
            return V8Status.Ok;
        }

        public override void Drop() => isolate._isClosing = true;
    }

    private sealed class BreakingOffWork(TenantIsolate isolate, EdgeError reason) : IsolateWork
    {
        public override V8Status Run(in V8Scope scope)
        {
            isolate._isCondemned = isolate._isBrokenOff = true;
            isolate.Bodies.Fail(reason);
            isolate.Die(InvocationOutcome.LoadShed, reason);
            return V8Status.Ok;
        }

        public override void Drop()
        {
            // The isolate is over already.
        }
    }
}
