using EdgeIsolates.Stores;

namespace EdgeIsolates.Storage.Tests.InMemory;

public sealed class InMemoryVersionStoreTests : VersionStoreConformance
{
    private readonly InMemoryFunctionStore _store = new();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.Services.AddSingleton<IFunctionStore>(_store);
}
