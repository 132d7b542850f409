using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.Caching;

public sealed class MemoryCacheApiTests : CacheApiConformance
{
    protected override void AddStore(IServiceCollection services)
    {
    }
}
