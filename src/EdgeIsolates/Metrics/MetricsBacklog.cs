using System.Diagnostics.CodeAnalysis;

namespace EdgeIsolates.Metrics;

// What waits to be written.
//
// A batch that was sent stays as it is, under its id, until the store has confirmed it: nobody knows whether one that failed has arrived, and a store passes over an id that it
// has seen. What comes meanwhile is added up by version, region and minute. While the store is away that grows, up to a bound; then minutes are put together to tens of minutes,
// hours, days, oldest and newest alike, which loses no count. What is still too much is dropped, the oldest first. Not safe for use from many threads.
internal sealed class MetricsBacklog(int mostBuckets)
{
    /// <summary>Buckets of a batch at most, so that no store is asked for too much in one step.</summary>
    public const int BatchBuckets = 500;

    private static readonly long[] Spans = [10, 60, 24 * 60];

    private Dictionary<MeterKey, MetricsBucket> _waiting = [];
    private MetricsBatch? _sent;

    /// <summary>How many buckets wait.</summary>
    public int Count => _waiting.Count + (_sent?.Buckets.Count ?? 0);

    /// <summary>Adds what was counted. The result is what had to be dropped for it.</summary>
    public IReadOnlyList<MetricsBucket> Add(IReadOnlyList<MetricsBucket> buckets)
    {
        foreach (MetricsBucket bucket in buckets)
        {
            Merge(_waiting, MeterKey.Of(bucket), bucket);
        }

        foreach (long span in Spans)
        {
            if (_waiting.Count <= mostBuckets)
            {
                return [];
            }

            PutTogether(span);
        }

        return DropOldest();
    }

    /// <summary>The batch to write next: the one that was sent already, when it is not confirmed.</summary>
    public bool TryGetBatch([NotNullWhen(true)] out MetricsBatch? batch)
    {
        if (_sent is null && _waiting.Count > 0)
        {
            MeterKey[] keys = [.. _waiting.Keys.OrderBy(key => key.Minute).Take(BatchBuckets)];
            _sent = new MetricsBatch(Guid.NewGuid(), [.. keys.Select(key => _waiting[key])]);
            foreach (MeterKey key in keys)
            {
                _waiting.Remove(key);
            }
        }

        batch = _sent;
        return batch is not null;
    }

    /// <summary>The batch is in the store.</summary>
    public void Confirm() => _sent = null;

    private void PutTogether(long span)
    {
        var merged = new Dictionary<MeterKey, MetricsBucket>();
        foreach ((MeterKey key, MetricsBucket bucket) in _waiting)
        {
            long minute = key.Minute - (key.Minute % span);
            Merge(merged, key with { Minute = minute }, bucket with { Minute = MeterKey.TimeOf(minute) });
        }

        _waiting = merged;
    }

    private List<MetricsBucket> DropOldest()
    {
        List<MetricsBucket> dropped = [];
        foreach (MeterKey key in _waiting.Keys.OrderBy(key => key.Minute).Take(Math.Max(0, _waiting.Count - mostBuckets)).ToArray())
        {
            _waiting.Remove(key, out MetricsBucket? bucket);
            dropped.Add(bucket!);
        }

        return dropped;
    }

    private static void Merge(Dictionary<MeterKey, MetricsBucket> into, MeterKey key, MetricsBucket bucket) =>
        into[key] = into.TryGetValue(key, out MetricsBucket? present) ? present.Add(bucket) : bucket;
}
