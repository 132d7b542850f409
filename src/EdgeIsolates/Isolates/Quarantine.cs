using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Isolates;

// A lost isolate costs memory that only a new process gives back, so a version of a function that keeps losing isolates is refused for a while. Each
// further loss doubles the while, up to the most; a window without losses forgives all. Safe for use from any thread.
internal sealed class Quarantine(EdgeIsolatesOptions options, TimeProvider time, ILogger<Quarantine> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<EdgeFunction, Record> _records = new(SameVersion.Comparer);
    private volatile bool _isEmpty = true;

    /// <summary>Names of the functions that are refused now.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            if (_isEmpty)
            {
                return [];
            }

            lock (_gate)
            {
                DateTimeOffset now = time.GetUtcNow();
                List<string> names = [];
                foreach ((EdgeFunction function, Record record) in _records)
                {
                    if (record.RefusedUntil > now && !names.Contains(function.Name))
                    {
                        names.Add(function.Name);
                    }
                }

                return names;
            }
        }
    }

    /// <summary>Whether a function is refused now, and for how much longer.</summary>
    public bool IsRefused(EdgeFunction function, out TimeSpan left)
    {
        left = TimeSpan.Zero;
        if (_isEmpty)
        {
            return false;
        }

        lock (_gate)
        {
            if (_records.TryGetValue(function, out Record? record))
            {
                left = record.RefusedUntil - time.GetUtcNow();
            }

            return left > TimeSpan.Zero;
        }
    }

    /// <summary>Notes that the function lost an isolate.</summary>
    public void NoteLoss(EdgeFunction function)
    {
        lock (_gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            Forgive(now);
            if (!_records.TryGetValue(function, out Record? record))
            {
                _records.Add(function, record = new Record());
                _isEmpty = false;
            }

            record.LastLoss = now;
            record.Losses++;
            if (record.Losses >= options.QuarantineAfterLosses)
            {
                record.Span = record.Span == TimeSpan.Zero
                    ? options.QuarantineTime
                    : TimeSpan.FromTicks(Math.Min(record.Span.Ticks * 2, options.MaxQuarantineTime.Ticks));
                record.RefusedUntil = now + record.Span;
                logger.FunctionQuarantined(function.Name, function.Version, record.Span.TotalSeconds);
            }
        }
    }

    private void Forgive(DateTimeOffset now)
    {
        foreach ((EdgeFunction function, Record record) in _records)
        {
            if (now - record.LastLoss > options.QuarantineWindow && record.RefusedUntil <= now)
            {
                _records.Remove(function);
            }
        }
    }

    private sealed class Record
    {
        public int Losses { get; set; }

        public DateTimeOffset LastLoss { get; set; }

        public TimeSpan Span { get; set; }

        public DateTimeOffset RefusedUntil { get; set; }
    }
}
