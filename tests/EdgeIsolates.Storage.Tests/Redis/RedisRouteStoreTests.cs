namespace EdgeIsolates.Storage.Tests.Redis;

[Collection(RedisCollection.Name)]
public sealed class RedisRouteStoreTests(RedisFixture fixture) : RouteStoreConformance
{
    private readonly string _prefix = fixture.NewPrefix();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddRedisStores(options =>
    {
        options.Configuration = fixture.Server.Configuration;
        options.KeyPrefix = _prefix;
        options.Timeout = Patience;
    });
}
