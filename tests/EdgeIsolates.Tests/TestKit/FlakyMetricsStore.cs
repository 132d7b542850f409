using EdgeIsolates.Stores;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>A store in memory that fails when it is told to, before or after it has done its work.</summary>
internal sealed class FlakyMetricsStore(TimeProvider time) : IMetricsStore
{
    private readonly InMemoryMetricsStore _store = new(time);

    public bool IsAway { get; set; }

    /// <summary>How many more batches arrive without a word of it.</summary>
    public int LostAnswers { get; set; }

    public List<MetricsBatch> Batches { get; } = [];

    public List<DateTimeOffset> Removals { get; } = [];

    public int Initialized { get; private set; }

    public Task InitializeAsync(CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Initialized++;
        return _store.InitializeAsync(cancellationToken);
    }

    public async Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken)
    {
        Batches.Add(batch);
        ThrowIfAway();
        await _store.AddAsync(batch, cancellationToken);
        if (LostAnswers > 0)
        {
            LostAnswers--;
            throw new StoreUnavailableException("The answer was lost.");
        }
    }

    public Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return _store.ReadAsync(query, cancellationToken);
    }

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Removals.Add(before);
        return _store.RemoveBeforeAsync(before, cancellationToken);
    }

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new StoreUnavailableException("The store is away.");
        }
    }
}
