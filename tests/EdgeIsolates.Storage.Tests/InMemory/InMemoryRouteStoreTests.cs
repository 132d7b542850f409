using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryRouteStoreTests : RouteStoreConformance
{
    private readonly InMemoryRouteStore _store = new();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IRouteStore>(_store);
}
