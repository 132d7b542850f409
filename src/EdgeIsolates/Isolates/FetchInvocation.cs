using System.Diagnostics;
using System.Threading.Tasks.Sources;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.Records;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Fetch;

namespace EdgeIsolates.Isolates;

// One request in an isolate.
//
// It has two lives. For its caller it is over when there is a result: an answer, a failure, the wall time, or the caller's own cancellation, whoever
// comes first (`_isCompleted`). In the isolate it is over when it has ended: usually at the same moment, later when `waitUntil` promises are still
// open (with a deadline of its own), and as soon as the holder gets to it when the result came from outside. After that its timers and completions
// are dropped; nothing runs for it again.
//
// A request that was answered in the very piece of work that then went over a limit has failed: the limit is the result.
//
// Its record is written when both lives are over, by whoever ends the second one (`_livesOver`).
internal sealed partial class FetchInvocation : Invocation, IValueTaskSource<InvocationResult>
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(20);

    private readonly EdgeRequest _request;
    private readonly string _headersText;
    // The request that caused the cold start: its result tells the phases.
    private readonly bool _isFirst;
    private readonly CallStart _call;
    private readonly long _startedAt;
    private ManualResetValueTaskSourceCore<InvocationResult> _core = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private EdgeResponse? _response;
    private EdgeError? _error;
    private bool _isAnswered;
    private bool _isDelivered;
    private bool _passThrough;
    private bool _isWaiting;
    private bool _isStopping;
    private bool _isBodyHandedOut;
    private OutgoingBody? _sending;
    private volatile bool _isCanceled;
    private volatile bool _isExpired;
    private InvocationResult? _result;
    private int _waits;
    private int _isCompleted;

    public FetchInvocation(TenantIsolate isolate, EdgeRequest request, CallStart call, bool isFirst, IEventGate? gate = null, StubScope? stubs = null)
        : base(isolate)
    {
        _request = request;
        _headersText = HeaderText.Join(request.Headers);
        _call = call;
        _isFirst = isFirst;
        _gate = gate;
        _stubs = stubs;
        Lines = isolate.Records.WantLogs ? [] : null;
        _startedAt = isolate.Time.GetTimestamp();
    }

    public override string RequestId { get; } = UniqueIds.Next();

    public override TimeSpan CpuLimit => Isolate.Limits.CpuPerRequest;

    /// <summary>What the host traces the request by, for the requests that it makes.</summary>
    public Activity? Activity { get; } = Activity.Current;

    /// <summary>The JSON of <c>request.cf</c>.</summary>
    public string? CfJson => _request.CfJson;

    /// <summary>The JSON of <c>ctx.props</c>.</summary>
    public string? PropsJson => _request.PropsJson;

    public override int Depth => _request.Depth;

    private bool IsSending => _sending is { IsOpen: true } && !_isCanceled;

    public override bool IsCompleted => Volatile.Read(ref _isCompleted) != 0;

    /// <summary>Sends the request. The isolate counts one more user already; ending gives that back.</summary>
    public ValueTask<InvocationResult> Start(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            TryFail(InvocationOutcome.Canceled, LimitErrors.Canceled);
            OnEnded();
            Isolate.Use.Release();
            return new ValueTask<InvocationResult>(this, _core.Version);
        }

        Isolate.Deadlines.Watch(this, _startedAt, Isolate.Limits.WallPerRequest);
        Isolate.Mailbox.Post(this);
        if (cancellationToken.CanBeCanceled && (!IsCompleted || IsSending))
        {
            _cancellation = cancellationToken.UnsafeRegister(static state => ((FetchInvocation)state!).OnCanceled(), this);
            if (IsEnded)
            {
                _cancellation.Unregister();
            }
        }

        return new ValueTask<InvocationResult>(this, _core.Version);
    }

    public override V8Status Run(in V8Scope scope)
    {
        if (IsCompleted)
        {
            Isolate.Abandon(this);
            return V8Status.Ok;
        }

        if (_gate?.TryPass(this) == false)
        {
            return V8Status.Ok;
        }

        Isolate.Begin(in scope, this);
        return _request.Event is { } told ? RunEvent(in scope, told) : RunFetch(in scope);
    }

    private V8Status RunFetch(in V8Scope scope)
    {
        V8Value body = Body(in scope);
        V8Value headers = scope.String(_headersText);
        if (!body.Exists || !headers.Exists)
        {
            return RefuseForMemory(in scope);
        }

        return Ran(in scope, scope.Call(
            scope.Get(Isolate.Entry.Fetch),
            out _,
            scope.Int32(Id),
            scope.String(_request.Method),
            scope.String(_request.Url),
            headers,
            body,
            scope.String(_request.Entrypoint)));
    }

    private V8Status Ran(in V8Scope scope, V8Status status)
    {
        if (status == V8Status.Exception)
        {
            Fail(scope.TakeException().ToEdgeError(Isolate));
            return V8Status.Ok;
        }

        return status;
    }

    private V8Status RefuseForMemory(in V8Scope scope)
    {
        CpuTime = scope.GetRequestCpu(Id);
        TryFail(InvocationOutcome.ExceededMemory, LimitErrors.Memory);
        return V8Status.Ok;
    }

    /// <summary>The script's answer. <paramref name="sending"/>: its body, when the script makes it while it goes out.</summary>
    public void Answer(EdgeResponse response, OutgoingBody? sending = null)
    {
        if (_isAnswered)
        {
            response.Abandon();
            return;
        }

        _isAnswered = true;
        _response = response;
        _sending = sending;
        Isolate.Touch(this);
    }

    /// <summary>The script's failure.</summary>
    public void Fail(EdgeError error)
    {
        if (!_isAnswered)
        {
            _isAnswered = true;
            _error = error;
            Isolate.Touch(this);
        }
    }

    /// <summary>A <c>waitUntil</c> promise opened (+1) or settled (-1).</summary>
    public void CountWait(int delta)
    {
        _waits = Math.Max(0, _waits + delta);
        Isolate.Touch(this);
    }

    /// <summary>On failure the host should go on as if there were no function.</summary>
    public void PassThrough() => _passThrough = true;

    public override bool TryDeliver()
    {
        if (!_isAnswered)
        {
            return IsCompleted;
        }

        if (_isHeldBack || (!IsCompleted && OutputGate is { IsCompletedSuccessfully: false } gate && HoldBack(gate)))
        {
            return true;
        }

        Deliver();
        return true;
    }

    public override bool TryFail(InvocationOutcome outcome, EdgeError error)
    {
        if (IsCompleted)
        {
            NoteLate(outcome, error);
            return false;
        }

        if (!TryComplete(Result(outcome) with { Error = error }))
        {
            return false;
        }

        _response?.Abandon();
        if (_result?.Reply is null)
        {
            DropReply();
        }

        return true;
    }

    public override V8Status Settle(in V8Scope scope)
    {
        if (!_isAnswered && !IsCompleted)
        {
            CpuTime = scope.GetRequestCpu(Id);
        }
        else if (IsSending || HasClient)
        {
            CpuTime = scope.GetRequestCpu(Id);
            Isolate.Deadlines.Forget(this);
        }
        else if ((_waits == 0 && !IsGoingOn) || _isExpired)
        {
            Isolate.End(in scope, this);
        }
        else
        {
            CpuTime = scope.GetRequestCpu(Id);
            WaitOn();
        }

        TryDeliver();
        RecordConnection();
        return V8Status.Ok;
    }

    public override void OnDeadline()
    {
        // A script that burns is stopped first, so that the result can tell its CPU time. Should that not end it soon, because it only waits while
        // another request runs, or because V8 is slow to obey, the caller waits no longer.
        if (!_isStopping && Isolate.TryStop(this))
        {
            _isStopping = true;
            Isolate.Deadlines.Watch(this, Isolate.Time.GetTimestamp(), StopGrace);
            return;
        }

        _isExpired = true;
        TryFail(InvocationOutcome.ExceededWallTime, LimitErrors.Wall(Isolate.Limits.WallPerRequest));
        Isolate.Mailbox.Post(new SettlingWork(this));
    }

    /// <summary>The caller has gone: the script is told, when it asked to be.</summary>
    public V8Status Cancel(in V8Scope scope)
    {
        scope.SwitchRequest(Id);
        Isolate.Touch(this);
        V8Status status = HasScriptState ? scope.Call(scope.Get(Isolate.Entry.AbortRequest), out _, scope.Int32(Id)) : V8Status.Ok;
        if (status == V8Status.Exception)
        {
            Isolate.Log.Uncaught(this, scope.TakeException().ToEdgeError(Isolate));
            return V8Status.Ok;
        }

        return status;
    }

    public override void OnEnded()
    {
        _cancellation.Unregister();
        _gate?.OnEnded(this);
        EndStubs();
        if (_request.BodyReader is { } body && !_isBodyHandedOut)
        {
            body.Complete();
        }

        EndLife();
    }

    InvocationResult IValueTaskSource<InvocationResult>.GetResult(short token)
    {
        if (_sending is null)
        {
            _cancellation.Dispose();
        }

        return _core.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<InvocationResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<InvocationResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Deliver()
    {
        if (!IsCompleted)
        {
            _isDelivered = _response is null
                ? TryFail(Subrequests is { IsExceeded: true } ? InvocationOutcome.ExceededSubrequests : InvocationOutcome.Exception, _error!)
                : TryComplete(Result(InvocationOutcome.Ok) with { Response = _response });
        }

        if (!_isDelivered)
        {
            _response?.Abandon();
            DropReply();
        }
    }

    private void OnCanceled()
    {
        if (TryFail(InvocationOutcome.Canceled, LimitErrors.Canceled) || IsSending)
        {
            _isCanceled = true;
            Isolate.Mailbox.Post(new CancelingWork(this));
        }
    }

    private V8Value Body(in V8Scope scope)
    {
        if (_request.BodyReader is { } reader)
        {
            _isBodyHandedOut = true;
            return scope.Int32(Isolate.Bodies.Add(new IncomingBody(this, reader, ContentLength.Of(_request.Headers))));
        }

        return _request.HasBody ? scope.Bytes(_request.Body.Span) : scope.Null;
    }

    /// <summary>The caller has its result; the <c>waitUntil</c> promises get their own time.</summary>
    private void WaitOn()
    {
        if (!_isWaiting)
        {
            _isWaiting = true;
            _isStopping = false;
            Isolate.Deadlines.Watch(this, Isolate.Time.GetTimestamp(), Isolate.Limits.WaitUntil);
        }
    }

    private bool TryComplete(InvocationResult result)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) != 0)
        {
            return false;
        }

        _result = result;
        EndLife();
        _core.SetResult(result);
        return true;
    }
}
