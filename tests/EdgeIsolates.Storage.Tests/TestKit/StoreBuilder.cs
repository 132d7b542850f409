namespace EdgeIsolates.Storage.Tests.TestKit;

/// <summary>What <c>AddEdgeIsolates</c> would return, without a runtime.</summary>
internal sealed class StoreBuilder : IEdgeIsolatesBuilder
{
    public IServiceCollection Services { get; } = new ServiceCollection();
}
