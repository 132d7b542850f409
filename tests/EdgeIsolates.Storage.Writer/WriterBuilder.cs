using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Storage.Writer;

internal sealed class WriterBuilder : IEdgeIsolatesBuilder
{
    public IServiceCollection Services { get; } = new ServiceCollection();
}
