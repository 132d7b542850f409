namespace EdgeIsolates.Storage.Tests.Redis;

[Collection(RedisCollection.Name)]
public sealed class RedisRateLimitsTests(RedisFixture fixture) : RateLimitsConformance
{
    private readonly string _prefix = fixture.NewPrefix();

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.AddRedisStores(options =>
    {
        options.Configuration = fixture.Server.Configuration;
        options.KeyPrefix = _prefix;
        options.Timeout = Patience;
    });
}
