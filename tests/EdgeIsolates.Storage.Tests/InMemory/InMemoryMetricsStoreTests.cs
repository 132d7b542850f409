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
