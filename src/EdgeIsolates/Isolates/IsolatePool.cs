using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

// Which isolate serves a request.
//
// 1. One of the function's isolates that nobody runs in now. Isolates that only wait (for a timer, for I/O) count as free: one isolate serves many
//    requests at a time.
// 2. When all are running: one more, by a cold start, up to the limit per function and the cap of the process. At the cap the isolate that has
//    been idle longest, of whichever function, makes room.
// 3. At the limit: the one with the least work waiting; or, when the first is just being started, that one.
//
// An isolate leaves by retiring: out of the list first, then its requests finish, then it is disposed. That goes for idle isolates past their
// time, for all isolates of a version that a deploy replaced, and for condemned ones, which never come back. A request that already holds a replaced
// version still gets it: the version's list stays open as long as it is asked for, but its isolates go as soon as they are idle.
internal sealed class IsolatePool : IIsolatePool, IAsyncDisposable
{
    private static readonly TimeSpan DisposeGrace = TimeSpan.FromSeconds(5);

    private readonly EdgeIsolatesOptions _options;
    private readonly IsolateEnvironment _environment;
    private readonly BlankReserve _blanks;
    private readonly IsolateStarter _starter;
    private readonly Quarantine _quarantine;
    private readonly ConcurrentDictionary<EdgeFunction, FunctionIsolates> _functions = new(SameVersion.Comparer);
    private readonly ConcurrentDictionary<TenantIsolate, byte> _open = new();
    private readonly ITimer _sweeper;
    private int _count;
    private volatile bool _isDisposed;

    public IsolatePool(EdgeIsolatesOptions options, IsolateEnvironment environment, BlankReserve blanks, IsolateStarter starter, Quarantine quarantine)
    {
        _options = options;
        _environment = environment;
        _blanks = blanks;
        _starter = starter;
        _quarantine = quarantine;
        TimeSpan period = options.IdleTimeout / 5;
        _sweeper = environment.Time.CreateTimer(static state => ((IsolatePool)state!).Sweep(), this, period, period);
    }

    /// <summary>Isolates that serve a function, also those that finish their last requests.</summary>
    public int Count => Volatile.Read(ref _count);

    public ValueTask<IIsolateLease> RentAsync(EdgeFunction function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _functions.TryGetValue(function, out FunctionIsolates? isolates) && isolates.TryTakeIdle(out TenantIsolate? isolate)
            ? new ValueTask<IIsolateLease>(new IsolateLease(isolate, isCold: false, isReserved: true))
            : RentSlowAsync(function, cancellationToken);
    }

    /// <summary>Lets the isolates of a version finish and go, because another version took over or the function was removed.</summary>
    public void Retire(string functionName, string version)
    {
        if (_functions.TryGetValue(new EdgeFunction { Name = functionName, Version = version, Modules = [] }, out FunctionIsolates? isolates))
        {
            isolates.Retire();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _sweeper.DisposeAsync();
        foreach (FunctionIsolates isolates in _functions.Values)
        {
            isolates.Retire();
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

    private async ValueTask<IIsolateLease> RentSlowAsync(EdgeFunction function, CancellationToken cancellationToken)
    {
        FunctionIsolates isolates = _functions.GetOrAdd(function, static (function, policy) => new FunctionIsolates(function, policy), _environment.Policy);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_quarantine.IsRefused(function, out TimeSpan left))
            {
                return Failed(function, InvocationOutcome.LoadShed, LimitErrors.Quarantined(function.Name, left));
            }

            if (isolates.TryTakeIdle(out TenantIsolate? idle))
            {
                return new IsolateLease(idle, isCold: false, isReserved: true);
            }

            if (isolates.TryBeginStart(_options.MaxIsolatesPerFunction, out Task started))
            {
                if (TryMakeRoom())
                {
                    return await StartAsync(isolates);
                }

                isolates.EndStart(null);
                return isolates.TryTakeLeastBusy(out TenantIsolate? crowded)
                    ? new IsolateLease(crowded, isCold: false, isReserved: false)
                    : Failed(function, InvocationOutcome.LoadShed, LimitErrors.NoRoom);
            }

            if (isolates.TryTakeLeastBusy(out TenantIsolate? busy))
            {
                return new IsolateLease(busy, isCold: false, isReserved: false);
            }

            await started.WaitAsync(cancellationToken);
        }
    }

    private async ValueTask<IIsolateLease> StartAsync(FunctionIsolates isolates)
    {
        TenantIsolate? shown = null;
        try
        {
            (TenantIsolate isolate, StartFailure? failure, _) = await _starter.StartAsync(isolates.Function, isolates.Limits, isolates.EnvJson);
            Track(isolate, isolates);
            if (failure is null)
            {
                shown = isolate;
                return new IsolateLease(isolate, isCold: true, isReserved: isolate.TryReserve());
            }

            if (isolate.IsLost)
            {
                _quarantine.NoteLoss(isolates.Function);
            }

            isolate.Retire();
            isolate.Use.Release();
            return Failed(isolates.Function, failure.Outcome, failure.Error, failure.CpuTime);
        }
        catch (Exception exception)
        {
            _environment.Logger.BlankFailed(exception);
            Interlocked.Decrement(ref _count);
            return Failed(isolates.Function, InvocationOutcome.InternalError, LimitErrors.Internal);
        }
        finally
        {
            isolates.EndStart(shown);
        }
    }

    private void Track(TenantIsolate isolate, FunctionIsolates isolates)
    {
        isolate.Condemned = condemned => OnCondemned(condemned, isolates);
        isolate.Gone = Forget;
        _open.TryAdd(isolate, 0);
    }

    private void Forget(TenantIsolate isolate)
    {
        _open.TryRemove(isolate, out _);
        Interlocked.Decrement(ref _count);
    }

    private void OnCondemned(TenantIsolate isolate, FunctionIsolates isolates)
    {
        isolates.Remove(isolate);
        _environment.Logger.IsolateCondemned(isolate.Function.Name, isolate.Function.Version, isolate.Id, isolate.StopReason);
        if (isolate.IsLost)
        {
            _quarantine.NoteLoss(isolate.Function);
        }
    }

    private bool TryMakeRoom()
    {
        if (Interlocked.Increment(ref _count) <= _options.MaxIsolates || TryEvictLongestIdle())
        {
            return true;
        }

        Interlocked.Decrement(ref _count);
        return false;
    }

    private bool TryEvictLongestIdle()
    {
        TenantIsolate? oldest = null;
        FunctionIsolates? home = null;
        foreach (FunctionIsolates isolates in _functions.Values)
        {
            if (TryFindLongestIdle(isolates, out TenantIsolate? candidate) && (oldest is null || candidate.LastUsed < oldest.LastUsed))
            {
                oldest = candidate;
                home = isolates;
            }
        }

        home?.Remove(oldest!);
        return oldest is not null;
    }

    private static bool TryFindLongestIdle(FunctionIsolates isolates, [MaybeNullWhen(false)] out TenantIsolate oldest)
    {
        oldest = null;
        foreach (TenantIsolate isolate in isolates.All)
        {
            if (isolate.Use.IsUnused && (oldest is null || isolate.LastUsed < oldest.LastUsed))
            {
                oldest = isolate;
            }
        }

        return oldest is not null;
    }

    private void Sweep()
    {
        long now = _environment.Time.GetTimestamp();
        foreach ((EdgeFunction function, FunctionIsolates isolates) in _functions)
        {
            foreach (TenantIsolate isolate in isolates.All)
            {
                if (isolate.Use.IsUnused && _environment.Time.GetElapsedTime(isolate.LastUsed, now) >= _options.IdleTimeout)
                {
                    isolates.Remove(isolate);
                }
            }

            if (isolates.IsEmpty && _functions.TryRemove(function, out _))
            {
                isolates.Retire();
            }
        }

        _blanks.Trim();
    }

    private FailedLease Failed(EdgeFunction function, InvocationOutcome outcome, EdgeError error, TimeSpan cpuTime = default) =>
        new(function, outcome, error, _environment, cpuTime, isCold: outcome != InvocationOutcome.LoadShed);
}
