namespace EdgeIsolates.Storage.Tests.Redis;

[Collection(RedisCollection.Name)]
public sealed class RedisResponseStoreTests(RedisFixture fixture) : ResponseStoreConformance
{
    private readonly string _prefix = fixture.NewPrefix();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddRedisCache(options =>
    {
        options.Configuration = fixture.Server.Configuration;
        options.KeyPrefix = _prefix;
        options.Timeout = Patience;
    });
}
