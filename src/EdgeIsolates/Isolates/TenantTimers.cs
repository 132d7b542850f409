using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// The timers of the scripts in one isolate, on one timer of the host.
//
// Each timer belongs to the invocation that started it and dies with it. All members are for the holder of the mailbox; only the host's timer
// comes from outside, and it does no more than post the work. A due timer is one piece of work of its own, so microtasks run between two
// timers and other work gets its turn. Timers that are due already are not worth a trip through the host's timer: they go to the mailbox's
// end at once.
internal sealed class TenantTimers : IsolateWork, IDisposable
{
    private const int CompactAbove = 256;

    private readonly TenantIsolate _isolate;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly Dictionary<int, TenantTimer> _live = [];
    private readonly PriorityQueue<TenantTimer, (long Due, long Sequence)> _queue = new();
    private long _sequence;
    private long _armedFor = long.MaxValue;
    private int _isPosted;

    public TenantTimers(TenantIsolate isolate, TimeProvider time)
    {
        _isolate = isolate;
        _time = time;
        _alarm = time.CreateTimer(static state => ((TenantTimers)state!).Post(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count => _live.Count;

    public void Start(Invocation owner, int id, TimeSpan delay)
    {
        var timer = new TenantTimer(id, owner);
        Remove(id);
        _live.Add(id, timer);
        (owner.Timers ??= []).Add(id);
        long due = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
        _queue.Enqueue(timer, (due, _sequence++));
    }

    public void Cancel(int id)
    {
        Remove(id);
        if (_queue.Count > CompactAbove && _queue.Count > 2 * _live.Count)
        {
            Compact();
        }
    }

    /// <summary>Drops the timers of an invocation that has ended.</summary>
    /// <returns>Their ids, with commas between, for the script side; <see langword="null"/> when there were none.</returns>
    public string? Forget(Invocation owner)
    {
        if (owner.Timers is not { Count: > 0 } ids)
        {
            return null;
        }

        string text = string.Join(',', ids);
        owner.Timers = null;
        foreach (int id in ids)
        {
            Cancel(id);
        }

        return text;
    }

    /// <summary>Sees to it that the earliest timer gets its turn; to be called before the isolate is left.</summary>
    public void Arm()
    {
        DropCancelled();
        if (!_queue.TryPeek(out _, out (long Due, long Sequence) first) || Volatile.Read(ref _isPosted) != 0)
        {
            return;
        }

        long now = _time.GetTimestamp();
        if (first.Due <= now)
        {
            Post();
        }
        else if (first.Due < _armedFor)
        {
            _armedFor = first.Due;
            _alarm.Change(_time.GetElapsedTime(now, first.Due), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Fires one due timer.</summary>
    public override V8Status Run(in V8Scope scope)
    {
        Volatile.Write(ref _isPosted, 0);
        _armedFor = long.MaxValue;
        long now = _time.GetTimestamp();
        DropCancelled();
        if (!_queue.TryPeek(out TenantTimer? timer, out (long Due, long Sequence) order) || order.Due > now)
        {
            return V8Status.Ok;
        }

        _queue.Dequeue();
        Remove(timer.Id);
        return _isolate.FireTimer(in scope, timer);
    }

    public override void Drop() => Volatile.Write(ref _isPosted, 0);

    public void Dispose() => _alarm.Dispose();

    private void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
        {
            _isolate.Mailbox.Post(this);
        }
    }

    private void Remove(int id)
    {
        if (_live.Remove(id, out TenantTimer? timer))
        {
            timer.IsCancelled = true;
            timer.Owner.Timers?.Remove(id);
        }
    }

    private void DropCancelled()
    {
        while (_queue.TryPeek(out TenantTimer? timer, out _) && timer.IsCancelled)
        {
            _queue.Dequeue();
        }
    }

    private void Compact()
    {
        var kept = new List<(TenantTimer, (long, long))>(_live.Count);
        foreach ((TenantTimer timer, (long, long) order) in _queue.UnorderedItems)
        {
            if (!timer.IsCancelled)
            {
                kept.Add((timer, order));
            }
        }

        _queue.Clear();
        _queue.EnqueueRange(kept);
    }
}
