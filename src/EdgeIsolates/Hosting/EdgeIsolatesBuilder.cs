using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Hosting;

internal sealed class EdgeIsolatesBuilder(IServiceCollection services) : IEdgeIsolatesBuilder
{
    public IServiceCollection Services { get; } = services;
}
