using EdgeIsolates.Bindings.Rpc;
using EdgeIsolates.Isolates;
using EdgeIsolates.Records;
using EdgeIsolates.Web.WebSockets;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Bindings.DurableObjects;

// The one live instance of an object.
//
// Events (calls, requests, alarms) come in by `SendAsync` in order and run in the object's isolate, one piece of work at a time; between two pieces others may run, as
// in Workers. Two gates:
//
// - Input: while it is shut (until the constructor is through, and for blockConcurrencyWhile and transactions) events wait in `_waiting`, and are posted again, in order, when it opens.
//   Storage needs no gate: its operations are done before they return, so that nothing comes between a question and its answer.
// - Output: what leaves waits for the disk; see ObjectDurability.
//
// It ends in one of two ways. Closing: nothing is under way, and nothing new comes in. Breaking: at any moment and by any thread; what is under way fails, what was not committed is undone.
// Either way one last piece of work lets go of the instance, so that no script is in the storage when it is closed. Only then may the next instance begin.
internal sealed partial class LiveObject : IEventGate
{
    // An object whose functions others have stubs of stays longer, but not for ever: two objects may have stubs of each other.
    private const int LentFactor = 6;

    private readonly Lock _gate = new();
    private readonly Queue<FetchInvocation> _waiting = new();
    private readonly HashSet<FetchInvocation> _events = [];
    private readonly List<FetchInvocation> _shutBy = [];
    private readonly DurableObjectOptions _options;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FetchInvocation? _birth;
    private StubScope? _stubs;
    private int _entering;
    private bool _isBorn;
    private bool _isLeaving;
    private bool _isEnding;
    private bool _isAlarmSet;
    private EdgeError? _brokenBy;
    private InvocationOutcome _brokenAs;
    private long _calls;
    private long _errors;

    public LiveObject(ObjectIdentity identity, TenantIsolate isolate, IDurableObjectStorage storage, IDurableObjectAlarms alarms, ObjectSocketSet sockets, DurableObjectOptions options, ILogger logger)
    {
        Identity = identity;
        Isolate = isolate;
        Storage = storage;
        Sockets = sockets;
        _options = options;
        _logger = logger;
        Durability = new ObjectDurability(identity.Address, storage, alarms, OnStorageFailure);
        LastUsed = isolate.Time.GetTimestamp();
        Number = isolate.Objects.Add(this);
    }

    public ObjectIdentity Identity { get; }

    public TenantIsolate Isolate { get; }

    /// <summary>For the holder of the isolate's mailbox, while <see cref="IsOver"/> is false.</summary>
    public IDurableObjectStorage Storage { get; }

    public ObjectDurability Durability { get; }

    /// <summary>The sockets that the host keeps for the object.</summary>
    public ObjectSocketSet Sockets { get; }

    /// <summary>For the holder of the isolate's mailbox.</summary>
    public ObjectStatements Statements { get; } = new();

    /// <summary>What its scripts know it by.</summary>
    public int Number { get; }

    /// <summary>Done when its storage is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Done when the next instance may begin.</summary>
    public Task Closed => _closed.Task;

    public long LastUsed { get; private set; }

    public long Calls => Interlocked.Read(ref _calls);

    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Calls that wait or run.</summary>
    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return _events.Count + _entering;
            }
        }
    }

    /// <summary>Whether its scripts may do nothing any more.</summary>
    public bool IsOver => Volatile.Read(ref _isEnding);

    /// <summary>For the holder: whether the handler of an alarm runs, which the script sees as no alarm.</summary>
    public bool IsInAlarm { get; set; }

    /// <summary>For the holder.</summary>
    public StubScope Stubs => _stubs ??= StubScope.OfObject(this);

    Task IEventGate.Output => Durability.Wait(!IsOver && Storage is { HasWrites: true, Depth: 0 });

    /// <summary>Runs the constructor.</summary>
    public Task<InvocationResult> BeginAsync(EdgeRequest request)
    {
        Isolate.Use.Add();
        lock (_gate)
        {
            _birth = new FetchInvocation(Isolate, request, CallStart.Now(Isolate.Time), isFirst: false, this);
            _events.Add(_birth);
        }

        return _birth.Start(CancellationToken.None).AsTask();
    }

    /// <summary>The constructor is through: events may come in.</summary>
    public void Open()
    {
        lock (_gate)
        {
            _isBorn = true;
        }

        PostWaiting();
    }

    /// <summary>Counts an event in. False: the object is on its way out, and the caller should try the next one; or, with a refusal, it has too many.</summary>
    public bool TryEnter(out EdgeError? refusal)
    {
        lock (_gate)
        {
            bool isFull = _events.Count + _entering >= _options.MaxQueuedCalls;
            refusal = isFull && !_isLeaving ? ObjectErrors.Queue(_options.MaxQueuedCalls) : null;
            if (_isLeaving || isFull)
            {
                return false;
            }

            _entering++;
            return true;
        }
    }

    /// <summary>Has an event that was counted in handled.</summary>
    public ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken)
    {
        var invocation = new FetchInvocation(Isolate, request, CallStart.Now(Isolate.Time), isFirst: false, this);
        if (request.Event is { Kind: ObjectEvents.Socket } message)
        {
            SocketTraffic.Received(invocation, message.Arguments.Length);
        }

        Isolate.Use.Add();
        lock (_gate)
        {
            _entering--;
            _events.Add(invocation);
        }

        return invocation.Start(cancellationToken);
    }

    public bool TryPass(FetchInvocation invocation)
    {
        EdgeError? brokenBy;
        lock (_gate)
        {
            brokenBy = _brokenBy;
            if (brokenBy is null)
            {
                if (ReferenceEquals(invocation, _birth) || (_isBorn && _shutBy.Count == 0))
                {
                    return true;
                }

                _waiting.Enqueue(invocation);
                return false;
            }
        }

        invocation.TryFail(_brokenAs, brokenBy);
        Isolate.Abandon(invocation);
        return false;
    }

    public void OnEnded(FetchInvocation invocation)
    {
        bool isGateStuck;
        lock (_gate)
        {
            _events.Remove(invocation);
            isGateStuck = _shutBy.Contains(invocation);
            LastUsed = Isolate.Time.GetTimestamp();
        }

        if (isGateStuck)
        {
            Break(ObjectErrors.GateNotOpened);
        }

        if (_isLeaving)
        {
            EndIfIdle();
        }
    }

    /// <summary>Counts a call that was answered.</summary>
    public void NoteAnswer(bool succeeded)
    {
        Interlocked.Increment(ref _calls);
        if (!succeeded)
        {
            Interlocked.Increment(ref _errors);
        }
    }

    /// <summary>For the holder: shuts the input gate for an event that runs, once more, or takes that back.</summary>
    public void Shut(FetchInvocation invocation, bool isShut)
    {
        lock (_gate)
        {
            if (isShut)
            {
                _shutBy.Add(invocation);
            }
            else
            {
                _shutBy.Remove(invocation);
            }
        }

        if (!isShut)
        {
            PostWaiting();
        }
    }

    /// <summary>For the holder: the alarm as the script has set it.</summary>
    public void SetAlarm(DateTimeOffset? due)
    {
        IsInAlarm = false;
        Storage.Alarm = due;
        _isAlarmSet = true;
        Isolate.Objects.Touch(this);
    }

    /// <summary>For the holder: the node's index says something else than the object does.</summary>
    public void CorrectAlarm() => Durability.NoteCommit(Storage.Alarm);

    /// <summary>For the holder: commits what was written in a turn.</summary>
    public void Commit()
    {
        if (IsOver)
        {
            return;
        }

        try
        {
            bool hasNews = Storage is { HasWrites: true, Depth: 0 };
            Storage.Commit();
            if (!hasNews)
            {
                return;
            }

            if (_isAlarmSet)
            {
                _isAlarmSet = false;
                Durability.NoteCommit(Storage.Alarm);
            }
            else
            {
                Durability.NoteCommit();
            }
        }
        catch (Exception failure)
        {
            OnStorageFailure(failure);
        }
    }

    private void PostWaiting()
    {
        FetchInvocation[] waiting;
        lock (_gate)
        {
            if (!_isBorn || _shutBy.Count > 0)
            {
                return;
            }

            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (FetchInvocation invocation in waiting)
        {
            Isolate.Mailbox.PostElsewhere(invocation);
        }
    }
}
