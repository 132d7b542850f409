namespace EdgeIsolates.Isolates;

// The wall time of everything under way in an isolate, on one timer.
//
// A request that lasts microseconds must not pay for a timer of 30 s. So the timer is armed for the earliest deadline only, and never moved
// back: a request that ends leaves it armed, and when it fires it finds out what is due and arms itself for what is left. A busy isolate
// thus touches the timer about once per wall time, not once per request.
internal sealed class DeadlineWatch : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Invocation? _first;
    private long _armedFor = long.MaxValue;
    private bool _isDisposed;

    public DeadlineWatch(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((DeadlineWatch)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Watches an invocation, or changes its deadline. Any thread.</summary>
    public void Watch(Invocation invocation, long now, TimeSpan wall)
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            invocation.Due = now + (long)(wall.TotalSeconds * _time.TimestampFrequency);
            if (!invocation.IsWatched)
            {
                invocation.IsWatched = true;
                invocation.NextDeadline = _first;
                _first?.PreviousDeadline = invocation;
                _first = invocation;
            }

            Arm(invocation.Due, now);
        }
    }

    /// <summary>Forgets an invocation. Any thread.</summary>
    public void Forget(Invocation invocation)
    {
        lock (_gate)
        {
            Unlink(invocation);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _first = null;
        }

        _timer.Dispose();
    }

    private void OnTimer()
    {
        List<Invocation>? due = null;
        lock (_gate)
        {
            long now = _time.GetTimestamp();
            long next = long.MaxValue;
            Invocation? following;
            for (Invocation? invocation = _first; invocation is not null; invocation = following)
            {
                following = invocation.NextDeadline;
                if (invocation.Due <= now)
                {
                    Unlink(invocation);
                    (due ??= []).Add(invocation);
                }
                else
                {
                    next = Math.Min(next, invocation.Due);
                }
            }

            _armedFor = long.MaxValue;
            if (next != long.MaxValue)
            {
                Arm(next, now);
            }
        }

        if (due is not null)
        {
            foreach (Invocation invocation in due)
            {
                invocation.OnDeadline();
            }
        }
    }

    private void Arm(long due, long now)
    {
        if (due < _armedFor && !_isDisposed)
        {
            _armedFor = due;
            TimeSpan wait = _time.GetElapsedTime(now, due);
            _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Unlink(Invocation invocation)
    {
        if (!invocation.IsWatched)
        {
            return;
        }

        invocation.IsWatched = false;
        if (invocation.PreviousDeadline is { } previous)
        {
            previous.NextDeadline = invocation.NextDeadline;
        }
        else if (ReferenceEquals(_first, invocation))
        {
            _first = invocation.NextDeadline;
        }

        invocation.NextDeadline?.PreviousDeadline = invocation.PreviousDeadline;
        invocation.NextDeadline = null;
        invocation.PreviousDeadline = null;
    }
}
