using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.TestKit;

/// <summary>What <c>AddEdgeIsolates</c> would return, for a host of the core alone.</summary>
internal sealed class EdgeBuilder(IServiceCollection services) : IEdgeIsolatesBuilder
{
    public IServiceCollection Services => services;
}
