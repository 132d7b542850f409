namespace EdgeIsolates.Stores;

// What functions did, in this process alone.
//
// A busy version's minute takes about 4 KB, so a week of minutes would take 40 MB. Figures grow coarser as they grow old: minutes for six hours, tens of minutes for two days, hours then.
// That is 3 MB, loses no count, and is as fine as anybody plots such spans.
internal sealed class InMemoryMetricsStore(TimeProvider time) : IMetricsStore
{
    private static readonly TimeSpan BatchMemory = TimeSpan.FromHours(2);
    private static readonly TimeSpan CoarseningPeriod = TimeSpan.FromMinutes(10);
    private static readonly (TimeSpan Age, TimeSpan Width)[] Widths =
    [
        (TimeSpan.FromDays(2), TimeSpan.FromHours(1)),
        (TimeSpan.FromHours(6), TimeSpan.FromMinutes(10)),
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<(DateTimeOffset Minute, string FunctionName, string Version, string Region), MetricsBucket> _buckets = [];
    private readonly HashSet<Guid> _batches = [];
    private readonly Queue<(Guid Id, DateTimeOffset AddedAt)> _batchesByAge = [];
    private DateTimeOffset _coarsenedAt = time.GetUtcNow();

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (NoteBatch_NeedsLock(batch.Id))
            {
                foreach (MetricsBucket bucket in batch.Buckets)
                {
                    Add_NeedsLock(bucket);
                }
            }

            Coarsen_NeedsLock();
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            IEnumerable<MetricsBucket> buckets = _buckets.Values.Where(bucket =>
                bucket.Minute >= query.From
                && bucket.Minute < query.To
                && (query.FunctionName is null || bucket.FunctionName == query.FunctionName));
            return Task.FromResult<IReadOnlyList<MetricsBucket>>([.. buckets.OrderBy(bucket => bucket.Minute)]);
        }
    }

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (MetricsBucket bucket in _buckets.Values.Where(bucket => bucket.Minute < before).ToArray())
            {
                _buckets.Remove(Key(bucket));
            }
        }

        return Task.CompletedTask;
    }

    private bool NoteBatch_NeedsLock(Guid id)
    {
        DateTimeOffset now = time.GetUtcNow();
        while (_batchesByAge.TryPeek(out (Guid Id, DateTimeOffset AddedAt) oldest) && oldest.AddedAt < now - BatchMemory)
        {
            _batchesByAge.Dequeue();
            _batches.Remove(oldest.Id);
        }

        if (!_batches.Add(id))
        {
            return false;
        }

        _batchesByAge.Enqueue((id, now));
        return true;
    }

    private void Add_NeedsLock(MetricsBucket bucket)
    {
        _buckets[Key(bucket)] = _buckets.TryGetValue(Key(bucket), out MetricsBucket? present) ? present.Add(bucket) : bucket;
    }

    private void Coarsen_NeedsLock()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - _coarsenedAt < CoarseningPeriod)
        {
            return;
        }

        _coarsenedAt = now;
        foreach (MetricsBucket bucket in _buckets.Values.ToArray())
        {
            TimeSpan width = Array.Find(Widths, step => now - bucket.Minute >= step.Age).Width;
            long beyond = width > TimeSpan.Zero ? bucket.Minute.UtcTicks % width.Ticks : 0;
            if (beyond > 0)
            {
                _buckets.Remove(Key(bucket));
                Add_NeedsLock(bucket with { Minute = bucket.Minute.AddTicks(-beyond) });
            }
        }
    }

    private static (DateTimeOffset Minute, string FunctionName, string Version, string Region) Key(MetricsBucket bucket) =>
        (bucket.Minute, bucket.FunctionName, bucket.Version, bucket.Region);
}
