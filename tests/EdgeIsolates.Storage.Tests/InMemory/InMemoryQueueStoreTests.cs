using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryQueueStoreTests : QueueStoreConformance
{
    private readonly InMemoryQueueStore _store = new();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IQueueStore>(_store);
}
