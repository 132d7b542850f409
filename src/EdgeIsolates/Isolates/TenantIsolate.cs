using EdgeIsolates.V8;
using EdgeIsolates.Web;

namespace EdgeIsolates.Isolates;

// A blank isolate that has been given to one version of one function, and everything that runs in it.
//
// Work comes through the mailbox, piece by piece. After each piece: microtasks run to the end, rejections nobody handled are reported, and the
// invocations that the piece touched are settled (answered, ended, or left waiting). A piece that was stopped ends differently:
//
// - CPU or wall time: only the request at fault fails. The isolate gets no new requests; those in flight finish. Stopping V8 throws away the
//   microtasks that were queued, so a request that was waiting for one of them may never go on: "nothing is under way" finds it.
// - Memory, or a fatal error that was contained (the isolate is lost): nothing may run in it again, so everything in flight fails.
//
// "Nothing is under way": when no timer runs, no operation is out, V8 itself works on nothing and the mailbox is empty, then no promise in here can
// ever settle, and whoever waits is told at once. It is asked of the isolate as a whole, because one request may wait for another's promise.
internal sealed class TenantIsolate : IMailboxOwner
{
    private const int MaxStops = 16;
    private const int Housekeeping = int.MaxValue;

    private readonly BlankIsolate _blank;
    private readonly IsolateEnvironment _environment;
    private readonly IsolateLog _log;
    private readonly Dictionary<int, Invocation> _live = [];
    private readonly List<Invocation> _touched = [];
    private readonly EnginePump _pump;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;
    private int _pendingOps;
    private int _stops;
    private bool _isDead;
    private bool _isClosing;
    private volatile bool _isClosed;
    private int _reserved;

    public TenantIsolate(BlankIsolate blank, EdgeFunction function, IsolateLimits limits, IsolateEnvironment environment)
    {
        _blank = blank;
        _environment = environment;
        Function = function;
        Limits = limits;
        Id = UniqueIds.Next();
        Use = new IsolateUse(OnUnused);
        Mailbox = new IsolateMailbox(this, environment.Time);
        Deadlines = new DeadlineWatch(environment.Time);
        Timers = new TenantTimers(this, environment.Time);
        _log = new IsolateLog(this, environment);
        _pump = new EnginePump(this);
        BornAt = LastUsed = environment.Time.GetTimestamp();
        blank.GiveTo(this);
    }

    public string Id { get; }

    public EdgeFunction Function { get; }

    public IsolateLimits Limits { get; }

    public IsolateUse Use { get; }

    public IsolateMailbox Mailbox { get; }

    public DeadlineWatch Deadlines { get; }

    public TenantTimers Timers { get; }

    public TimeProvider Time => _environment.Time;

    public string Region => _environment.Region;

    /// <summary>For the holder of the mailbox.</summary>
    public IsolateLog Log => _log;

    /// <summary>For the holder of the mailbox, once the start-up has begun.</summary>
    public EntryPoints Entry { get; set; }

    /// <summary>The timestamp of the clock when the isolate got its tenant.</summary>
    public long BornAt { get; }

    /// <summary>The timestamp when somebody last came or left; any thread.</summary>
    public long LastUsed { get; set; }

    /// <summary>The phases of the cold start, once it is over; the first response is added when it comes.</summary>
    public ColdStartPhases? ColdStart { get; set; }

    /// <summary>Told once, by the holder, when the isolate must get no new requests; must be quick.</summary>
    public Action<TenantIsolate>? Condemned { get; set; }

    /// <summary>Done when the engine's isolate has been disposed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Told once, when the engine's isolate has been disposed; must be quick.</summary>
    public Action<TenantIsolate>? Gone { get; set; }

    public bool IsLost => _blank.Engine.IsLost;

    /// <summary>Why the isolate was condemned, for the log.</summary>
    public string StopReason => IsLost ? $"{_blank.Engine.TerminationReason}, lost" : _blank.Engine.TerminationReason.ToString();

    /// <summary>What the isolate uses now; 0 when it is gone. Any thread.</summary>
    public long MemoryUsedBytes
    {
        get
        {
            try
            {
                return _isClosed ? 0 : _blank.Engine.MemoryUsedBytes;
            }
            catch (ObjectDisposedException)
            {
                return 0;
            }
        }
    }

    /// <summary>Reserves an isolate that nobody runs in, so that two requests at the same moment get two isolates. Any thread.</summary>
    public bool TryReserve() => Mailbox.IsIdle && Interlocked.CompareExchange(ref _reserved, 1, 0) == 0;

    public void Unreserve() => Volatile.Write(ref _reserved, 0);

    /// <summary>Has the script stopped if that invocation's code is what runs. False when nothing runs. Any thread.</summary>
    public bool TryStop(Invocation invocation)
    {
        if (_isClosed || invocation.Id == 0 || Mailbox.IsIdle)
        {
            return false;
        }

        try
        {
            _blank.Engine.TerminateRequest(invocation.Id);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>V8 asks for a turn. Any thread, also one that must not run scripts.</summary>
    public void Pump() => _pump.Post();

    /// <summary>Lowers the blank's budgets to the function's own; before any of its code runs.</summary>
    public void SetLimits(in V8Scope scope) => scope.SetLimits(BlankIsolate.ToOptions(Limits));

    /// <summary>Gives an invocation its number and its CPU budget and makes it the one that is charged.</summary>
    public void Begin(in V8Scope scope, Invocation invocation)
    {
        invocation.Id = ++_lastId;
        _live.Add(invocation.Id, invocation);
        scope.BeginRequest(invocation.Id, invocation.CpuLimit);
        scope.SwitchRequest(invocation.Id);
        _touched.Add(invocation);
    }

    /// <summary>
    /// For work that is no invocation's: what runs in it has a CPU budget too, so that code left behind by requests that have ended never runs for free.
    /// </summary>
    public void BeginHousekeeping(in V8Scope scope)
    {
        scope.BeginRequest(Housekeeping, Limits.CpuPerRequest);
        scope.SwitchRequest(Housekeeping);
    }

    /// <summary>Has the invocation looked at when the piece of work is over.</summary>
    public void Touch(Invocation invocation)
    {
        if (!_touched.Contains(invocation))
        {
            _touched.Add(invocation);
        }
    }

    /// <summary>The invocation of that number, unless it has ended.</summary>
    public Invocation? Find(int id) => id != 0 && _live.TryGetValue(id, out Invocation? invocation) ? invocation : null;

    /// <summary>Ends an invocation: its CPU account is closed, its timers are dropped, what still comes for it is ignored.</summary>
    public void End(in V8Scope scope, Invocation invocation)
    {
        if (invocation.IsEnded)
        {
            return;
        }

        string? timers = Timers.Forget(invocation);
        if (invocation.Id != 0)
        {
            if (timers is not null && !_isDead)
            {
                scope.Call(scope.Get(Entry.ForgetTimers), out _, scope.String(timers));
            }

            invocation.CpuTime = scope.EndRequest(invocation.Id);
        }

        Abandon(invocation);
    }

    /// <summary>Ends an invocation that never began, or whose isolate is gone: the host's side only.</summary>
    public void Abandon(Invocation invocation)
    {
        if (invocation.IsEnded)
        {
            return;
        }

        invocation.IsEnded = true;
        Timers.Forget(invocation);
        _live.Remove(invocation.Id);
        _pendingOps -= invocation.PendingOps;
        Deadlines.Forget(invocation);
        LastUsed = Time.GetTimestamp();
        Use.Release();
    }

    /// <summary>Notes that a host operation is out (+1) or back (-1) for an invocation.</summary>
    public void CountOp(Invocation invocation, int delta)
    {
        if (!invocation.IsEnded)
        {
            invocation.PendingOps += delta;
            _pendingOps += delta;
        }
    }

    public V8Status FireTimer(in V8Scope scope, TenantTimer timer)
    {
        if (timer.Owner.IsEnded)
        {
            return V8Status.Ok;
        }

        scope.SwitchRequest(timer.Owner.Id);
        Touch(timer.Owner);
        V8Status status = scope.Call(scope.Get(Entry.Timer), out _, scope.Int32(timer.Id));
        if (status == V8Status.Exception)
        {
            _log.Uncaught(timer.Owner, scope.TakeException().ToEdgeError());
            return V8Status.Ok;
        }

        return status;
    }

    /// <summary>Runs an operation that a script called.</summary>
    public void InvokeOp(int op, in V8OpCall call)
    {
        try
        {
            _environment.Web.Ops[op].Handler(this, in call);
        }
        catch (Exception exception) when (exception is not V8OpException)
        {
            _log.HostFault(exception);
            throw new V8OpException(V8ErrorClass.Error, "The host failed to carry out the operation.");
        }
    }

    /// <summary>No new requests: those in flight finish, then the isolate is disposed. Any thread.</summary>
    public void Retire() => Use.Retire();

    void IMailboxOwner.RunBatch(IsolateMailbox mailbox)
    {
        try
        {
            if (!_isDead && !_isClosed)
            {
                RunInside(mailbox);
            }
        }
        catch (InsufficientExecutionStackException)
        {
            // Nothing was taken: another thread will have the stack that this one lacks.
            return;
        }
        catch (Exception exception)
        {
            _log.HostFault(exception);
            Die(InvocationOutcome.InternalError, LimitErrors.Internal);
        }

        if (_isDead || _isClosed)
        {
            while (mailbox.TryNext(out IsolateWork? work))
            {
                work.Drop();
            }
        }

        if (_isClosing && !_isClosed)
        {
            _isClosed = true;
            Deadlines.Dispose();
            Timers.Dispose();
            _blank.Dispose();
            Gone?.Invoke(this);
            _closed.TrySetResult();
        }
    }

    private void RunInside(IsolateMailbox mailbox)
    {
        using V8Scope scope = _blank.Engine.Enter();
        while (!_isDead && !_isClosing && mailbox.TryNext(out IsolateWork? work))
        {
            V8Status status = work.Run(in scope);
            if (!IsStopped(status))
            {
                status = FinishPiece(in scope);
            }

            while (IsStopped(status))
            {
                OnStopped(in scope);
                status = _isDead ? V8Status.Ok : FinishPiece(in scope);
            }

            scope.ResetHandles();

            if (!_isDead)
            {
                EndStalled(in scope);
                Timers.Arm();
            }
        }
    }

    private static bool IsStopped(V8Status status) => status is V8Status.Terminated or V8Status.Lost;

    private V8Status FinishPiece(in V8Scope scope)
    {
        V8Status status = scope.RunMicrotasks();
        while (status == V8Status.Ok && scope.TryTakeUnhandledRejection(out V8UnhandledRejection rejection))
        {
            OnUnhandledRejection(rejection);
        }

        return status == V8Status.Ok ? SettleTouched(in scope) : status;
    }

    private V8Status SettleTouched(in V8Scope scope)
    {
        for (int i = 0; i < _touched.Count; i++)
        {
            if (!_touched[i].IsEnded)
            {
                V8Status status = _touched[i].Settle(in scope);
                if (IsStopped(status))
                {
                    return status;
                }
            }
        }

        _touched.Clear();
        return V8Status.Ok;
    }

    private void OnUnhandledRejection(V8UnhandledRejection rejection)
    {
        if (Find(rejection.RequestId) is { } invocation)
        {
            EdgeError error = rejection.Exception.ToEdgeError();
            invocation.UnhandledRejection ??= error;
            _log.Uncaught(invocation, error);
        }
    }

    private void OnStopped(in V8Scope scope)
    {
        V8TerminationReason reason = _blank.Engine.TerminationReason;
        Invocation? atFault = Find(scope.StoppedRequest);
        _stops++;
        if (atFault is not null)
        {
            atFault.CpuTime = scope.GetRequestCpu(atFault.Id);
            switch (reason)
            {
                case V8TerminationReason.Cpu:
                    atFault.TryFail(InvocationOutcome.ExceededCpu, LimitErrors.Cpu(atFault.CpuLimit));
                    break;
                case V8TerminationReason.Memory:
                    atFault.TryFail(InvocationOutcome.ExceededMemory, LimitErrors.Memory);
                    break;
                default:
                    atFault.TryFail(InvocationOutcome.ExceededWallTime, LimitErrors.Wall(Limits.WallPerRequest));
                    break;
            }
        }

        if (reason == V8TerminationReason.Memory)
        {
            Die(InvocationOutcome.ExceededMemory, LimitErrors.Memory);
        }
        else if (_blank.Engine.IsLost || _stops > MaxStops)
        {
            Die(InvocationOutcome.LoadShed, LimitErrors.StoppedByNeighbour);
        }
        else
        {
            if (atFault is not null)
            {
                End(in scope, atFault);
            }

            Condemn();
            scope.SettleTermination();
        }
    }

    /// <summary>Nothing may run in here again.</summary>
    private void Die(InvocationOutcome outcome, EdgeError error)
    {
        _isDead = true;
        Condemn();
        foreach (Invocation invocation in _live.Values.ToArray())
        {
            if (!invocation.TryDeliver())
            {
                invocation.TryFail(outcome, error);
            }

            Abandon(invocation);
        }
    }

    private void Condemn()
    {
        Condemned?.Invoke(this);
        Condemned = null;
        Use.Retire();
    }

    private void EndStalled(in V8Scope scope)
    {
        if (_live.Count == 0 || Timers.Count > 0 || _pendingOps > 0 || !Mailbox.IsLast || scope.HasPendingWork)
        {
            return;
        }

        foreach (Invocation invocation in _live.Values.ToArray())
        {
            if (_stops > 0)
            {
                invocation.TryFail(InvocationOutcome.LoadShed, LimitErrors.StoppedByNeighbour);
            }
            else
            {
                invocation.TryFail(InvocationOutcome.Exception, invocation.UnhandledRejection ?? LimitErrors.NeverSettles);
            }

            End(in scope, invocation);
        }
    }

    private void OnUnused() => Mailbox.PostElsewhere(new ClosingWork(this));

    private sealed class ClosingWork(TenantIsolate isolate) : IsolateWork
    {
        public override V8Status Run(in V8Scope scope)
        {
            isolate._isClosing = true;
            return V8Status.Ok;
        }

        public override void Drop() => isolate._isClosing = true;
    }
}
