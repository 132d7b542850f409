using System.Collections.Concurrent;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

// Which isolate serves a request.
//
// 1. One of the function's isolates that nobody runs in now. Isolates that only wait (for a timer, for I/O) count as free: one isolate serves many
//    requests at a time. No lock is taken.
// 2. When all are running: one more, by a cold start, up to the limit per function, when it is the function's turn (StartLine) and there is room (IsolateRoom).
// 3. Else the one with the least work waiting that has room for one more request.
// 4. Else the request waits in its function's queue (FunctionIsolates) until one of these comes true, up to a deadline; then it is refused, and told what was full.
//    When too many wait, the last one of the function with the most of them is refused, so that a flood crowds out itself.
//
// An isolate leaves by retiring: out of the list first, then its requests finish, then it is disposed. That goes for idle isolates past their time, for those that make
// room, for all of a version that a deploy replaced, for those that are renewed (RenewalRule), and for condemned ones, which never come back. What does not finish
// in time is broken off. A request that already holds a replaced version still gets it.
//
// A function's Durable Objects have isolates of their own, counted and limited apart from those of its requests: an object that goes over a limit takes no request with it that only called it.
//
// The fast way in and out touches one isolate's counters. Everything else happens under one gate, in short steps: what becomes possible by an event (a request answered,
// an isolate gone, a start ended) is given to those who wait before the gate is left, so that nobody who comes later is served before them.
internal sealed partial class IsolatePool : IIsolatePool, IIsolatePoolInspector, IAsyncDisposable
{
    private const int SweepsPerTimeout = 5;
    private const long BytesPerMegabyte = 1024 * 1024;

    private static readonly TimeSpan DisposeGrace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReliefPause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly PoolOptions _options;
    private readonly IsolateEnvironment _environment;
    private readonly BlankReserve _blanks;
    private readonly IsolateStarter _starter;
    private readonly Quarantine _quarantine;
    private readonly IsolateRoom _room;
    private readonly StartLine _line = new();
    private readonly ConcurrentDictionary<EdgeFunction, FunctionIsolates> _functions = new(SameVersion.Comparer);
    private readonly ConcurrentDictionary<EdgeFunction, FunctionIsolates> _ofObjects = new(SameVersion.Comparer);
    private readonly Dictionary<string, CpuDebt> _debts = new(StringComparer.Ordinal);
    private readonly HashSet<FunctionIsolates> _queueing = [];
    private readonly ConcurrentDictionary<TenantIsolate, byte> _open = new();
    private readonly Func<FunctionIsolates, bool> _tryStart;
    private readonly ITimer _sweeper;
    private readonly DateTimeOffset _bornAt;
    private readonly long _bornTimestamp;
    private int _queued;
    private long _coldStarts;
    private long _shed;
    private long _renewed;
    private long _relievedAt;
    private bool _isServing;
    private volatile bool _isDisposed;

    public IsolatePool(EdgeIsolatesOptions options, IsolateEnvironment environment, BlankReserve blanks, IsolateStarter starter, Quarantine quarantine, LostMemory lost)
    {
        _options = options.Pool;
        _environment = environment;
        _blanks = blanks;
        _starter = starter;
        _quarantine = quarantine;
        _room = new IsolateRoom(_options, () => blanks.Bytes, () => lost.Bytes, environment.Time, environment.Logger);
        _tryStart = TryStart;
        _bornAt = environment.Time.GetUtcNow();
        _bornTimestamp = environment.Time.GetTimestamp();
        _relievedAt = _bornTimestamp - environment.Time.TimestampFrequency;
        TimeSpan period = (_options.IdleTimeout < _options.DrainTimeout ? _options.IdleTimeout : _options.DrainTimeout) / SweepsPerTimeout;
        _sweeper = environment.Time.CreateTimer(static state => ((IsolatePool)state!).Sweep(), this, period, period);
    }

    /// <summary>Isolates that serve a function, also those that finish their last requests or are being disposed.</summary>
    public int Count => _open.Count;

    public ValueTask<IIsolateLease> RentAsync(EdgeFunction function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _functions.TryGetValue(function, out FunctionIsolates? isolates) && isolates.TryTakeWarm(out TenantIsolate? isolate)
            ? new ValueTask<IIsolateLease>(new IsolateLease(isolate, isCold: false, isReserved: true))
            : RentSlowAsync(_functions, function, cancellationToken);
    }

    /// <summary>Rents one of the isolates in which the function's Durable Objects live, as <see cref="RentAsync"/> does one for a request.</summary>
    /// <exception cref="ObjectDisposedException">The host is shutting down.</exception>
    public ValueTask<IIsolateLease> RentForObjectsAsync(EdgeFunction function) => RentSlowAsync(_ofObjects, function, CancellationToken.None);

    /// <summary>Sees to it that a version has an isolate, as a request would, but without one.</summary>
    /// <exception cref="ObjectDisposedException">The host is shutting down.</exception>
    public async ValueTask WarmAsync(EdgeFunction function, CancellationToken cancellationToken = default)
    {
        QueuedRequest request = Enqueue(_functions, function);
        Grant grant = await WaitAsync(request, cancellationToken);
        if (grant.Turn is { } turn)
        {
            await StartAsync(request.Isolates, turn, isForRequest: false);
        }
        else if (grant.Isolate is { } isolate)
        {
            await new IsolateLease(isolate, isCold: false, grant.IsReserved).DisposeAsync();
        }
    }

    /// <summary>Lets the isolates of a version finish and go, because another version took over or the function was removed.</summary>
    public void Retire(string functionName, string version)
    {
        lock (_gate)
        {
            foreach (FunctionIsolates isolates in FindAll(functionName, version))
            {
                isolates.Retire();
                Serve(isolates);
            }
        }
    }

    /// <summary>Takes a version back that was retired before: a roll-back.</summary>
    public void Revive(string functionName, string version)
    {
        lock (_gate)
        {
            foreach (FunctionIsolates isolates in FindAll(functionName, version).Where(static isolates => isolates.IsRetired))
            {
                HomesOf(isolates).TryRemove(isolates.Function, out _);
            }
        }
    }

    /// <summary>Whether a version has isolates that take requests.</summary>
    public bool IsWarm(string functionName, string version) => FindAll(functionName, version).Any(static isolates => isolates is { IsOfObjects: false, Count: > 0 });

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        lock (_gate)
        {
            _isDisposed = true;
            foreach (FunctionIsolates isolates in _queueing.Concat(_functions.Values).Concat(_ofObjects.Values).ToArray())
            {
                RefuseAll(isolates, new PoolRefusal(InvocationOutcome.LoadShed, LimitErrors.ShuttingDown));
                isolates.Retire();
            }
        }

        try
        {
            await Task.WhenAll(_open.Keys.Select(isolate => isolate.Closed)).WaitAsync(DisposeGrace, _environment.Time);
        }
        catch (TimeoutException)
        {
            // What still runs is closed when it ends.
        }
    }

    private async ValueTask<IIsolateLease> RentSlowAsync(ConcurrentDictionary<EdgeFunction, FunctionIsolates> homes, EdgeFunction function, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        QueuedRequest request = Enqueue(homes, function);
        Grant grant = await WaitAsync(request, cancellationToken);
        if (grant.Turn is { } turn)
        {
            (IsolateLease? lease, PoolRefusal? refusal) = await StartAsync(request.Isolates, turn, isForRequest: true);
            return (IIsolateLease?)lease ?? Failed(function, refusal!);
        }

        return grant.Isolate is { } isolate ? new IsolateLease(isolate, isCold: false, grant.IsReserved) : Failed(function, grant.Refusal!);
    }

    private QueuedRequest Enqueue(ConcurrentDictionary<EdgeFunction, FunctionIsolates> homes, EdgeFunction function)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            FunctionIsolates isolates = FindOrAdd(homes, function);
            var request = new QueuedRequest(isolates);
            isolates.Enqueue(request);
            _queued++;
            _queueing.Add(isolates);
            if (_quarantine.IsRefused(function, out TimeSpan left))
            {
                RefuseAll(isolates, Quarantined(function, left));
            }
            else
            {
                Serve(isolates);
                ShortenQueue();
            }

            return request;
        }
    }

    private async ValueTask<Grant> WaitAsync(QueuedRequest request, CancellationToken cancellationToken)
    {
        if (!request.Granted.IsCompleted)
        {
            await ((Task)request.Granted).WaitAsync(_options.QueueTimeout, _environment.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (TryWithdraw(request))
            {
                cancellationToken.ThrowIfCancellationRequested();
                return new Grant(Refusal: Shed(request.Isolates, $", and none became free within {_options.QueueTimeout.TotalSeconds:0.###} s."));
            }
        }

        return await request.Granted;
    }

    private bool TryWithdraw(QueuedRequest request)
    {
        lock (_gate)
        {
            if (request.Place is null)
            {
                return false;
            }

            request.Isolates.TakeOut(request);
            NoteLeft(request.Isolates);
            return true;
        }
    }

    /// <summary>Under the gate: gives a function's waiting requests what there is.</summary>
    private void Serve(FunctionIsolates isolates)
    {
        while (isolates.Queued > 0 && isolates.TryTakeIdle(out TenantIsolate? idle))
        {
            GiveNext(isolates, new Grant(idle, IsReserved: true));
        }

        _line.Join(isolates);
        ServeLine();
        while (isolates.Queued > 0 && isolates.TryTakeLeastBusy(out TenantIsolate? busy))
        {
            GiveNext(isolates, new Grant(busy));
        }
    }

    private void GiveNext(FunctionIsolates isolates, Grant grant)
    {
        isolates.TryDequeue(out QueuedRequest? request);
        NoteLeft(isolates);
        request!.Settle(grant);
    }

    private void RefuseAll(FunctionIsolates isolates, PoolRefusal refusal)
    {
        while (isolates.Queued > 0)
        {
            _shed += refusal.Outcome == InvocationOutcome.LoadShed ? 1 : 0;
            GiveNext(isolates, new Grant(Refusal: refusal));
        }
    }

    private void NoteLeft(FunctionIsolates isolates)
    {
        _queued--;
        if (isolates.Queued == 0)
        {
            _queueing.Remove(isolates);
        }
    }

    private void ShortenQueue()
    {
        if (_queued > _options.MaxQueuedRequests)
        {
            FunctionIsolates longest = _queueing.MaxBy(static isolates => isolates.Queued)!;
            QueuedRequest last = longest.DequeueLast();
            NoteLeft(longest);
            last.Settle(new Grant(Refusal: Shed(longest, $", and {_queued} requests wait already.")));
        }
    }

    private PoolRefusal Shed(FunctionIsolates isolates, string end)
    {
        lock (_gate)
        {
            _shed++;
            return new PoolRefusal(InvocationOutcome.LoadShed, LimitErrors.Full(WhatIsFull(isolates) + end), RetryAfter: _options.QueueTimeout);
        }
    }

    private string WhatIsFull(FunctionIsolates isolates)
    {
        if (isolates.IsAtItsMost)
        {
            return $"{(isolates.IsOfObjects ? "The Durable Objects of the" : "The")} function {isolates.Function.Name} may have {isolates.MostIsolates} isolates with {isolates.MostRequests} requests each at the same time, and all are busy";
        }

        if (_room.IsFullByCount)
        {
            return $"The host runs as many isolates as it may ({_room.Most}), and all are in use";
        }

        return _room.IsFull
            ? $"The isolates of the host use all of the {_options.MemoryBudgetBytes / BytesPerMegabyte} MB that they may, and all are in use"
            : "The host is busy with the cold starts of other functions";
    }

    private FunctionIsolates[] FindAll(string functionName, string version)
    {
        var function = new EdgeFunction { Name = functionName, Version = version, Modules = [] };
        return [.. new[] { _functions.GetValueOrDefault(function), _ofObjects.GetValueOrDefault(function) }.OfType<FunctionIsolates>()];
    }

    private ConcurrentDictionary<EdgeFunction, FunctionIsolates> HomesOf(FunctionIsolates isolates) => isolates.IsOfObjects ? _ofObjects : _functions;

    private FunctionIsolates FindOrAdd(ConcurrentDictionary<EdgeFunction, FunctionIsolates> homes, EdgeFunction function)
    {
        if (homes.TryGetValue(function, out FunctionIsolates? isolates))
        {
            return isolates;
        }

        if (!_debts.TryGetValue(function.Name, out CpuDebt? debt))
        {
            _debts.Add(function.Name, debt = new CpuDebt(_environment.Time));
        }

        isolates = new FunctionIsolates(this, function, _environment.Policy, _options, debt, isOfObjects: ReferenceEquals(homes, _ofObjects));
        homes.TryAdd(function, isolates);
        return isolates;
    }

    private static PoolRefusal Quarantined(EdgeFunction function, TimeSpan left) =>
        new(InvocationOutcome.LoadShed, LimitErrors.Quarantined(function.Name, left), RetryAfter: left);

    private FailedLease Failed(EdgeFunction function, PoolRefusal refusal) => new(
        function,
        refusal.Outcome,
        refusal.Error,
        _environment,
        refusal.CpuTime,
        isCold: refusal.Outcome != InvocationOutcome.LoadShed,
        refusal.RetryAfter);
}
