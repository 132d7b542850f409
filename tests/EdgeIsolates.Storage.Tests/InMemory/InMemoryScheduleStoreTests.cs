using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryScheduleStoreTests : ScheduleStoreConformance
{
    private readonly InMemoryScheduleStore _store = new();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IScheduleStore>(_store);
}
