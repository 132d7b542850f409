using EdgeIsolates.Storage.Redis;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>Each answer comes out of Redis: memory knows it by another id and so never has the right one.</summary>
public sealed class RedisCacheApiTests(SharedRedis redis) : CacheApiConformance, IClassFixture<SharedRedis>
{
    private readonly string _prefix = redis.NewPrefix();

    protected override void AddStore(IServiceCollection services)
    {
        new EdgeBuilder(services).AddRedisCache(options =>
        {
            redis.Configure(options, _prefix);
            options.MaxBodyBytes = 16_000_000;
        });
        services.AddSingleton<IResponseStore>(static provider => new RenamingResponseStore(ActivatorUtilities.CreateInstance<RedisResponseStore>(provider)));
    }
}
