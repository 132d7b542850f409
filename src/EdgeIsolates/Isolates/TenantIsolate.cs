using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.Records;
using EdgeIsolates.V8;
using EdgeIsolates.Web;
using EdgeIsolates.Web.Compression;
using EdgeIsolates.Web.Crypto;
using EdgeIsolates.Web.Fetch;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Isolates;

// A blank isolate that has been given to one version of one function, and the accounts of what runs in it; how it runs is told in TenantIsolate.Pieces.cs, and
// how it stands with the pool in TenantIsolate.Pool.cs. Members are for the holder of the mailbox unless they say "any thread".
internal sealed partial class TenantIsolate
{
    private const int Housekeeping = int.MaxValue;

    private readonly BlankIsolate _blank;
    private readonly IsolateEnvironment _environment;
    private readonly IsolateLog _log;
    private readonly Dictionary<int, Invocation> _live = [];
    private readonly List<Invocation> _touched = [];
    private readonly EnginePump _pump;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IsolateCodecs? _codecs;
    private HostWork? _work;
    private IsolateCrypto? _crypto;
    private int _lastId;
    private int _pendingOps;
    private bool _isDead;
    private bool _isClosing;
    private volatile bool _isClosed;

    public TenantIsolate(BlankIsolate blank, EdgeFunction function, IsolateLimits limits, IsolateEnvironment environment, IIsolateHome? home = null)
    {
        _blank = blank;
        _environment = environment;
        _home = home;
        Function = function;
        Limits = limits;
        Id = UniqueIds.Next();
        Use = new IsolateUse(OnClosing, OnUnused);
        Mailbox = new IsolateMailbox(this, environment.Time);
        Deadlines = new DeadlineWatch(environment.Time);
        Timers = new TenantTimers(this, environment.Time);
        _log = new IsolateLog(this, environment);
        _pump = new EnginePump(this);
        Sockets = new IsolateSockets(this);
        Stubs = new IsolateStubs(this);
        Bindings = new IsolateBindings(function, environment.Bindings, environment.Region);
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

    /// <summary>Compressions that scripts have begun.</summary>
    public IsolateCodecs Codecs => _codecs ??= new IsolateCodecs(this);

    /// <summary>Long computations of the host for the scripts in here.</summary>
    public HostWork Work => _work ??= new HostWork(this);

    /// <summary>What Web Crypto keeps for the scripts in here.</summary>
    public IsolateCrypto Crypto => _crypto ??= new IsolateCrypto();

    /// <summary>What scripts find in <c>env</c> beside texts.</summary>
    public IsolateBindings Bindings { get; }

    /// <summary>The Durable Objects that live in here.</summary>
    public IsolateObjects Objects { get; } = new();

    /// <summary>What it lends to other isolates and has of theirs.</summary>
    public IsolateStubs Stubs { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _environment.Services;

    /// <summary>For the holder of the mailbox.</summary>
    public BodyTable Bodies { get; } = new();

    /// <summary>For the holder of the mailbox.</summary>
    public IsolateSockets Sockets { get; }

    /// <summary>Who answers the requests that scripts make.</summary>
    public IOutboundHandler Outbound => _environment.Outbound;

    public TimeProvider Time => _environment.Time;

    public string Region => _environment.Region;

    /// <summary>For the holder of the mailbox.</summary>
    public IsolateLog Log => _log;

    /// <summary>Where the records of requests go.</summary>
    public InvocationRecords Records => _environment.Records;

    /// <summary>For the holder of the mailbox, once the start-up has begun.</summary>
    public EntryPoints Entry { get; set; }

    /// <summary>The number of the piece of work that runs; for the holder of the mailbox.</summary>
    public long Piece { get; private set; }

    /// <summary>The timestamp of the clock when the isolate got its tenant.</summary>
    public long BornAt { get; }

    /// <summary>The timestamp when somebody last came or left; any thread.</summary>
    public long LastUsed { get; set; }

    /// <summary>The phases of the cold start, once it is over; the first response is added when it comes.</summary>
    public ColdStartPhases? ColdStart { get; set; }

    /// <summary>Done when the engine's isolate has been disposed.</summary>
    public Task Closed => _closed.Task;

    public bool IsLost => _blank.Engine.IsLost;

    /// <summary>Why the isolate was condemned, for the log.</summary>
    public string StopReason => IsLost ? $"{_blank.Engine.TerminationReason}, lost: {_blank.Engine.LossReason}" : _blank.Engine.TerminationReason.ToString();

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

    /// <summary>Adds to what the host holds for the isolate, or takes from it. False when the budget is spent; it is charged all the same. Any thread.</summary>
    public bool ChargeMemory(long deltaBytes)
    {
        try
        {
            return !_isClosed && _blank.Engine.ChargeHostMemory(deltaBytes);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes memory that the host holds for the isolate from its budget; false, and nothing taken, when there is not enough. Any thread.</summary>
    public bool TryChargeMemory(long bytes)
    {
        if (ChargeMemory(bytes))
        {
            return true;
        }

        ChargeMemory(-bytes);
        return false;
    }

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

            if (invocation.HasScriptState && !_isDead)
            {
                scope.Call(scope.Get(Entry.ForgetRequest), out _, scope.Int32(invocation.Id));
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
        invocation.DisposeOwned();
        Bodies.Forget(invocation);
        ForgetSockets(invocation);
        invocation.Subrequests?.CancelAll();
        _live.Remove(invocation.Id);
        _pendingOps -= invocation.PendingOps;
        Deadlines.Forget(invocation);
        invocation.OnEnded();
        _home?.OnEnded(invocation);
        LastUsed = Time.GetTimestamp();
        Use.Release();
    }

    /// <summary>Closes an invocation's CPU account and opens another, with the whole budget.</summary>
    public void Renew(in V8Scope scope, Invocation invocation)
    {
        invocation.CpuTime = scope.EndRequest(invocation.Id);
        _home?.OnEnded(invocation);
        scope.BeginRequest(invocation.Id, invocation.CpuLimit);
        scope.ChargeRequest(invocation.Id, TimeSpan.Zero);
        invocation.CpuTime = TimeSpan.Zero;
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
            _log.Uncaught(timer.Owner, scope.TakeException().ToEdgeError(this));
            return V8Status.Ok;
        }

        return status;
    }

    /// <summary>An error of this isolate's scripts in terms of the sources that the function's maps name.</summary>
    public V8Exception MapToSources(V8Exception exception) => _environment.SourceMaps.Map(Function, exception);

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
}
