using System.Collections.Concurrent;

namespace EdgeIsolates.Metrics;

// Counts every request, by version, region and minute, for the flush to take. Each flush takes all meters, so what is here at a time is what had requests since the last one;
// how many there may be is bounded, and what is beyond is counted as one function named "*". No request is left uncounted.
internal sealed class FunctionMeter(EdgeIsolatesOptions options) : IInvocationSink
{
    private readonly ConcurrentDictionary<MeterKey, VersionMeter> _meters = new();
    private int _count;

    public bool WantsLogs => false;

    public void Write(InvocationRecord record)
    {
        MeterKey key = MeterKey.Of(record);
        while (!MeterFor(key).TryAdd(record))
        {
            // It was taken this moment, and is out of the table.
        }
    }

    /// <summary>Takes what was counted since the last time. One caller at a time.</summary>
    public IReadOnlyList<MetricsBucket> Take()
    {
        var buckets = new List<MetricsBucket>();
        foreach (MeterKey key in _meters.Keys)
        {
            if (_meters.TryRemove(key, out VersionMeter? meter))
            {
                if (key.FunctionName != MeterKey.OtherFunctions)
                {
                    Interlocked.Decrement(ref _count);
                }

                buckets.Add(meter.Take());
            }
        }

        return buckets;
    }

    private VersionMeter MeterFor(MeterKey key)
    {
        if (_meters.TryGetValue(key, out VersionMeter? meter))
        {
            return meter;
        }

        if (Interlocked.Increment(ref _count) > options.Metrics.MaxVersions)
        {
            Interlocked.Decrement(ref _count);
            return _meters.GetOrAdd(key.ToOther(), static key => new VersionMeter(key));
        }

        return GetOrAddCounted(key);
    }

    private VersionMeter GetOrAddCounted(MeterKey key)
    {
        var created = new VersionMeter(key);
        VersionMeter meter = _meters.GetOrAdd(key, created);
        if (!ReferenceEquals(meter, created))
        {
            Interlocked.Decrement(ref _count);
        }

        return meter;
    }
}
