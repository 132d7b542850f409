using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryMetricsStoreTests : MetricsStoreConformance
{
    private readonly FakeTime _time = new();
    private readonly InMemoryMetricsStore _store;

    public InMemoryMetricsStoreTests() => _store = new InMemoryMetricsStore(_time);

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IMetricsStore>(_store);

    [Fact]
    public async Task Add_AWeekOfMinutes_OldOnesArePutTogetherAndNoCountIsLost()
    {
        const int Minutes = 7 * 24 * 60;
        DateTimeOffset first = _time.GetUtcNow();
        for (int minute = 0; minute < Minutes; minute++)
        {
            DateTimeOffset now = _time.GetUtcNow();
            MetricsBucket bucket = Samples.Bucket("f", 0, ("n", 1)) with { Minute = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute)) };
            await _store.AddAsync(Samples.Batch(bucket), End);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        IReadOnlyList<MetricsBucket> kept = await _store.ReadAsync(new MetricsQuery(first.AddDays(-1), first.AddDays(8)), End);
        Assert.Equal(Minutes, kept.Sum(bucket => bucket.Sums["n"]));
        Assert.InRange(kept.Count, 700, 760);
        Assert.All(kept.TakeLast(360), bucket => Assert.Equal(1, bucket.Sums["n"]));
        Assert.Equal(60, kept[1].Sums["n"]);
    }

    [Fact]
    public async Task Add_SameBatchWithinAnHourAndLongAfter_ForgetsItsIdThen()
    {
        MetricsBatch batch = Samples.Batch(Samples.Bucket("f", 0, ("n", 1)));
        await _store.AddAsync(batch, End);
        _time.Advance(TimeSpan.FromHours(1));
        await _store.AddAsync(batch, End);
        Assert.Equal(1, await SumAsync());
        _time.Advance(TimeSpan.FromHours(2));

        await _store.AddAsync(batch, End);

        Assert.Equal(2, await SumAsync());

        async Task<long> SumAsync() => (await _store.ReadAsync(new MetricsQuery(Samples.Noon, Samples.Noon.AddHours(1)), End))[0].Sums["n"];
    }
}
