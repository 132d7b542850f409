using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Outbound;
using EdgeIsolates.Web.WebSockets;

namespace EdgeIsolates.Isolates;

/// <summary>
/// Something that V8's time, timers, operations and log lines are charged to: a request, or the start-up of a function. Members are for the
/// holder of the isolate's mailbox unless they say "any thread". An invocation ends once; what arrives for it afterwards is dropped.
/// </summary>
internal abstract class Invocation(TenantIsolate isolate) : IsolateWork
{
    private long _logBytesLeft = isolate.Limits.LogBytesPerRequest;
    private HashSet<IDisposable>? _owned;

    public TenantIsolate Isolate { get; } = isolate;

    /// <summary>The number V8 charges; unique in the isolate, 0 before the invocation has begun.</summary>
    public int Id { get; set; }

    public bool IsEnded { get; set; }

    /// <summary>Host operations under way whose promise the script waits for.</summary>
    public int PendingOps { get; set; }

    /// <summary>Timers of this invocation; see <see cref="TenantTimers"/>.</summary>
    public HashSet<int>? Timers { get; set; }

    /// <summary>Bodies of this invocation that are under way; see <see cref="Web.Fetch.BodyTable"/>.</summary>
    public int BodyCount { get; set; }

    /// <summary>Its ends of sockets; see <see cref="IsolateSockets"/>.</summary>
    public List<IsolateSocket>? Sockets { get; set; }

    /// <summary>The requests it makes; made with the first.</summary>
    public Subrequests? Subrequests { get; set; }

    /// <summary>What it does with its bindings; made with the first call.</summary>
    public BindingUse? Bindings { get; private set; }

    /// <summary>The lines it logs, when somebody wants them in its record.</summary>
    public List<InvocationLogLine>? Lines { get; protected init; }

    /// <summary>Whether the script side keeps something under the number of this invocation, to be forgotten when it ends.</summary>
    public bool HasScriptState { get; set; }

    /// <summary>The first rejection that nobody handled: the likely reason when no answer comes.</summary>
    public EdgeError? UnhandledRejection { get; set; }

    /// <summary>The CPU time at the last look; any thread.</summary>
    public TimeSpan CpuTime { get; set; }

    /// <summary>The id shown to people, or <see langword="null"/> for start-up; any thread.</summary>
    public abstract string? RequestId { get; }

    /// <summary>How many functions stand above it: each called the next.</summary>
    public virtual int Depth => 0;

    /// <summary>What it lends to other isolates and keeps of theirs.</summary>
    /// <exception cref="V8OpException">It is no request.</exception>
    public virtual StubScope Stubs => throw BeforeRequests;

    /// <summary>The stubs that it was called with: they end with it.</summary>
    public StubBag CallStubs
    {
        get
        {
            if (ReceivedStubs is null)
            {
                ReceivedStubs = new StubBag(Isolate.Limits.StubsPerRequest);
                Own(ReceivedStubs);
            }

            return ReceivedStubs;
        }
    }

    private StubBag? ReceivedStubs { get; set; }

    /// <summary>The stubs that its own calls were answered with.</summary>
    public virtual StubBag AnswerStubs => CallStubs;

    /// <summary>Done when what it sends may leave.</summary>
    public virtual Task OutputGate => Task.CompletedTask;

    /// <summary>Whether it may wait for events that have not come yet.</summary>
    public virtual bool MayWaitForOthers => false;

    /// <summary>The budget V8 enforces.</summary>
    public abstract TimeSpan CpuLimit { get; }

    /// <summary>Whether whoever waits has got a result; any thread.</summary>
    public abstract bool IsCompleted { get; }

    /// <summary>Links of <see cref="DeadlineWatch"/>.</summary>
    internal Invocation? NextDeadline { get; set; }

    internal Invocation? PreviousDeadline { get; set; }

    internal long Due { get; set; }

    internal bool IsWatched { get; set; }

    /// <summary>Gives whoever waits a failure, unless there is a result already; any thread.</summary>
    public abstract bool TryFail(InvocationOutcome outcome, EdgeError error);

    /// <summary>Hands out the answer the script has given, if it has given one; false when there is none and no result yet.</summary>
    public abstract bool TryDeliver();

    /// <summary>Looks what became of the invocation after a piece of work that touched it.</summary>
    public abstract V8Status Settle(in V8Scope scope);

    /// <summary>Whether a client is connected to it by a WebSocket.</summary>
    public virtual bool HasClient => false;

    /// <summary>Whether it failed, also after its answer.</summary>
    public virtual bool HasFailed => false;

    /// <summary>A message came for one of its sockets: its budgets begin anew.</summary>
    public virtual void BeginMessage(in V8Scope scope)
    {
        Isolate.Renew(in scope, this);
        _logBytesLeft = Isolate.Limits.LogBytesPerRequest;
        Subrequests?.Renew(connected: Sockets?.Count(static socket => socket.IsElsewhere) ?? 0);
        Bindings?.Renew();
    }

    /// <summary>A listener of a message threw.</summary>
    public virtual void FailMessage(EdgeError error) => Isolate.Log.Uncaught(this, error);

    /// <summary>Told once, when it has ended.</summary>
    public virtual void OnEnded()
    {
    }

    /// <summary>The wall time is over; any thread.</summary>
    public abstract void OnDeadline();

    public override void Drop()
    {
        TryFail(InvocationOutcome.LoadShed, LimitErrors.IsolateGone);
        Isolate.Abandon(this);
    }

    /// <summary>Does something that leaves the isolate, as soon as it may.</summary>
    public Task<T> SendAsync<T>(Func<Task<T>> send) => OutputGate is { IsCompletedSuccessfully: false } gate ? SendAfterAsync(gate, send) : send();

    /// <summary>Has something disposed when the invocation ends, unless it is given back before.</summary>
    public void Own(IDisposable resource) => (_owned ??= []).Add(resource);

    public void Disown(IDisposable resource) => _owned?.Remove(resource);

    /// <summary>Disposes what the invocation owns.</summary>
    public void DisposeOwned()
    {
        if (Interlocked.Exchange(ref _owned, null) is { } owned)
        {
            foreach (IDisposable resource in owned)
            {
                resource.Dispose();
            }
        }
    }

    /// <summary>Takes one of the calls of bindings that a request may make.</summary>
    /// <exception cref="V8OpException">It has made them all, or is no request.</exception>
    public BindingUse UseBindings()
    {
        if (RequestId is null)
        {
            throw BeforeRequests;
        }

        return OpenBindings().TryCall()
            ? Bindings!
            : throw new V8OpException(V8ErrorClass.Error, $"A request may call bindings {Isolate.Limits.BindingCallsPerRequest} times (the limit BindingCallsPerRequest), and this one has.");
    }

    /// <summary>Notes, for the record, something that it did and that no limit counts: with its storage, or a WebSocket.</summary>
    public void NoteUse(string name, string type, TimeSpan time, bool succeeded, long sent, long received)
    {
        if (RequestId is not null && !IsEnded)
        {
            OpenBindings().Note(name, type, time, succeeded, sent, received);
        }
    }

    /// <summary>Adds CPU time that the host used for the invocation on another thread. Over the limit, the invocation fails and ends.</summary>
    public void ChargeHostCpu(in V8Scope scope, TimeSpan cpu)
    {
        if (IsEnded || !scope.ChargeRequest(Id, cpu))
        {
            return;
        }

        CpuTime = scope.GetRequestCpu(Id);
        TryFail(InvocationOutcome.ExceededCpu, LimitErrors.Cpu(CpuLimit));
        Isolate.End(in scope, this);
    }

    /// <summary>Takes log space; false when there is not enough left. <paramref name="isFirstRefusal"/>: the log should say so, once.</summary>
    public bool TryChargeLog(long bytes, out bool isFirstRefusal)
    {
        isFirstRefusal = false;
        if (_logBytesLeft < 0)
        {
            return false;
        }

        _logBytesLeft -= bytes;
        isFirstRefusal = _logBytesLeft < 0;
        return !isFirstRefusal;
    }

    private static V8OpException BeforeRequests =>
        new(V8ErrorClass.Error, "Bindings answer requests only: this call was made while the module was evaluated. Make it in a handler.");

    private BindingUse OpenBindings()
    {
        if (Bindings is null)
        {
            Bindings = new BindingUse(Isolate);
            Own(Bindings);
        }

        return Bindings;
    }

    private static async Task<T> SendAfterAsync<T>(Task gate, Func<Task<T>> send)
    {
        await gate;
        return await send();
    }
}
