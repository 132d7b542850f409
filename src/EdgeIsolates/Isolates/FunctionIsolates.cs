using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Isolates;

// The isolates of one version of one function, and the requests that wait for one of them, first come, first served.
//
// A request takes an isolate by looking at an array that is never changed in place, and gives it back by counting down: no lock in either. All else goes through
// the pool's gate, and is marked so. The two meet where a request queues while another gives its isolate back: the one counts itself in (`_queued`) and then looks
// at the isolates once more, the other makes room and then looks at the count, with a full fence between in both. So one of them always sees the other.
internal sealed class FunctionIsolates : IIsolateHome
{
    private readonly IsolatePool _pool;
    private readonly CpuDebt _debt;
    private readonly RenewalRule _renewal;
    private readonly LinkedList<QueuedRequest> _queue = new();
    private readonly List<TenantIsolate> _condemned = [];
    private volatile TenantIsolate[] _isolates = [];
    private volatile int _queued;

    public FunctionIsolates(IsolatePool pool, EdgeFunction function, IsolateLimits policy, PoolOptions options, CpuDebt debt, bool isOfObjects = false)
    {
        _pool = pool;
        _debt = debt;
        Function = function;
        IsOfObjects = isOfObjects;
        Limits = IsolateLimits.FromConfig(function.Config, policy);
        EnvJson = EnvironmentJson.Of(function);
        MostIsolates = Least(function.Config.MaxIsolates, options.MaxIsolatesPerFunction);
        MostRequests = Least(function.Config.MaxConcurrentRequests, options.MaxConcurrentRequests);
        KeptWarm = isOfObjects ? 0 : Math.Min(function.Config.MinWarm, MostIsolates);
        _renewal = new RenewalRule(options, Limits);
    }

    public EdgeFunction Function { get; }

    /// <summary>Whether the function's Durable Objects live in them; else its requests are served there.</summary>
    public bool IsOfObjects { get; }

    public IsolateLimits Limits { get; }

    public string EnvJson { get; }

    /// <summary>The isolates it may have.</summary>
    public int MostIsolates { get; }

    /// <inheritdoc/>
    public int MostRequests { get; }

    /// <summary>The isolates it should have, also without requests.</summary>
    public int KeptWarm { get; }

    /// <inheritdoc/>
    public bool RunsAside => _debt.IsHeavy;

    /// <summary>The isolates that take requests.</summary>
    public IReadOnlyList<TenantIsolate> All => _isolates;

    /// <summary>How many isolates take requests.</summary>
    public int Count => _isolates.Length;

    /// <summary>Requests that wait.</summary>
    public int Queued => _queued;

    /// <summary>Under the gate: cold starts under way.</summary>
    public int Starting { get; set; }

    /// <summary>Under the gate: whether it waits in one of the lines for a cold start.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Under the gate: whether a newer version has taken over. Isolates go when their requests are done.</summary>
    public bool IsRetired { get; private set; }

    /// <summary>Under the gate: whether its last start failed; it is not started again for nobody until a while has gone by.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Under the gate: whether there is nothing here that anybody could miss.</summary>
    public bool IsEmpty => Count == 0 && Starting == 0 && _queue.Count == 0 && _condemned.Count == 0;

    /// <summary>Under the gate: whether one more isolate would be of use for requests that wait, and is allowed.</summary>
    public bool WantsStart => _queue.Count > 0 && !IsAtItsMost;

    /// <summary>Under the gate: whether it has all the isolates that it may.</summary>
    public bool IsAtItsMost => Count + Starting + Burning >= MostIsolates;

    /// <summary>Under the gate: whether an isolate should be started though no request waits: too few are kept warm, or the only one is to be renewed.</summary>
    public bool WantsWarm => !IsRetired && !IsBroken && Starting == 0 && (Count < KeptWarm || (Count > 0 && !HasFresh));

    /// <summary>Under the gate: whether idle isolates may be taken away.</summary>
    public bool HasSpare => Count > KeptWarm || IsRetired;

    /// <summary>Under the gate: whether there is an isolate that is not to be renewed.</summary>
    public bool HasFresh => _isolates.Any(static isolate => !isolate.IsOutgoing);

    /// <summary>Under the gate: isolates over a limit that still have requests to fail or finish. They burn like others, so they count like others.</summary>
    private int Burning => _condemned.Count(static isolate => isolate.Requests > 0);


    /// <summary>Becomes a user of an isolate that nobody runs in, unless others have waited longer.</summary>
    public bool TryTakeWarm([MaybeNullWhen(false)] out TenantIsolate isolate)
    {
        isolate = null;
        return _queued == 0 && TryTakeIdle(out isolate);
    }

    /// <summary>Becomes a user of an isolate that nobody runs in, and reserves it. The first ones are preferred, so that the last ones fall idle.</summary>
    public bool TryTakeIdle([MaybeNullWhen(false)] out TenantIsolate isolate)
    {
        foreach (TenantIsolate candidate in _isolates)
        {
            if (candidate.TryReserve())
            {
                if (candidate.TryAddRequest())
                {
                    isolate = candidate;
                    return true;
                }

                candidate.Unreserve();
            }
        }

        isolate = null;
        return false;
    }

    /// <summary>Becomes a user of the isolate with the least work waiting that has room for one more request.</summary>
    public bool TryTakeLeastBusy([MaybeNullWhen(false)] out TenantIsolate isolate)
    {
        isolate = null;
        foreach (TenantIsolate candidate in _isolates)
        {
            if (!candidate.Use.IsRetiring && candidate.Requests < MostRequests && (isolate is null || candidate.Mailbox.Pending < isolate.Mailbox.Pending))
            {
                isolate = candidate;
            }
        }

        return isolate is not null && isolate.TryAddRequest();
    }

    /// <summary>Under the gate: puts a request at the end of the queue.</summary>
    public void Enqueue(QueuedRequest request)
    {
        request.Place = _queue.AddLast(request);
        CountQueue();
    }

    /// <summary>Under the gate: takes the request that waits longest.</summary>
    public bool TryDequeue([MaybeNullWhen(false)] out QueuedRequest request)
    {
        request = _queue.First?.Value;
        if (request is not null)
        {
            TakeOut(request);
        }

        return request is not null;
    }

    /// <summary>Under the gate: takes the request that came last.</summary>
    public QueuedRequest DequeueLast()
    {
        QueuedRequest request = _queue.Last!.Value;
        TakeOut(request);
        return request;
    }

    /// <summary>Under the gate: takes a request out that gives up.</summary>
    public void TakeOut(QueuedRequest request)
    {
        _queue.Remove(request.Place!);
        request.Place = null;
        CountQueue();
    }

    /// <summary>Under the gate: takes in an isolate that has started. False when it must get no requests.</summary>
    public bool TryAdd(TenantIsolate isolate)
    {
        if (isolate.Use.IsRetiring)
        {
            return false;
        }

        _isolates = [.. _isolates, isolate];
        return true;
    }

    /// <summary>Under the gate: takes an isolate out; it gets no new requests.</summary>
    public void Remove(TenantIsolate isolate)
    {
        _isolates = Array.FindAll(_isolates, other => !ReferenceEquals(other, isolate));
        isolate.Retire();
    }

    /// <summary>Under the gate: lets every isolate finish and go.</summary>
    public void Retire()
    {
        IsRetired = true;
        Clear();
    }

    /// <summary>Under the gate: lets the isolates go that are here now.</summary>
    public void Clear()
    {
        foreach (TenantIsolate isolate in _isolates)
        {
            Remove(isolate);
        }
    }

    /// <summary>Under the gate: lets the isolates go that were to be renewed.</summary>
    public void RemoveOutgoing()
    {
        foreach (TenantIsolate isolate in _isolates)
        {
            if (isolate.IsOutgoing)
            {
                Remove(isolate);
            }
        }
    }

    void IIsolateHome.OnMeasured(TenantIsolate isolate, long deltaBytes)
    {
        if (deltaBytes != 0)
        {
            _pool.OnMeasured(deltaBytes);
        }

        if (!isolate.IsOutgoing && !isolate.Use.IsRetiring && _renewal.IsDue(isolate))
        {
            _pool.Renew(this, isolate);
        }
    }

    void IIsolateHome.OnEnded(Invocation invocation) => _debt.Note(invocation.CpuTime);

    void IIsolateHome.OnAnswered(TenantIsolate isolate)
    {
        if (_queued > 0)
        {
            _pool.ServeQueue(this);
        }
    }

    void IIsolateHome.OnUnused() => _pool.OnUnused();

    void IIsolateHome.OnCondemned(TenantIsolate isolate) => _pool.OnCondemned(this, isolate);

    void IIsolateHome.OnClosing(TenantIsolate isolate, long measuredBytes) => _pool.OnClosing(this, isolate, measuredBytes);

    void IIsolateHome.OnGone(TenantIsolate isolate) => _pool.OnGone(isolate);

    /// <summary>Under the gate: an isolate went over a limit.</summary>
    public void NoteCondemned(TenantIsolate isolate)
    {
        Remove(isolate);
        if (!isolate.IsClosing)
        {
            _condemned.Add(isolate);
        }
    }

    /// <summary>Under the gate: an isolate is over.</summary>
    public void NoteClosing(TenantIsolate isolate)
    {
        isolate.IsClosing = true;
        _condemned.Remove(isolate);
        _isolates = Array.FindAll(_isolates, other => !ReferenceEquals(other, isolate));
    }

    private void CountQueue()
    {
        _queued = _queue.Count;
        Interlocked.MemoryBarrier();
    }

    private static int Least(int wish, int most) => wish > 0 ? Math.Min(wish, most) : most;
}
