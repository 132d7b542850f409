namespace EdgeIsolates.Storage.Tests.Redis;

[Collection(RedisCollection.Name)]
public sealed class RedisKeyValueStoreTests(RedisFixture fixture) : KeyValueStoreConformance
{
    private readonly string _prefix = fixture.NewPrefix();

    protected override void AddStore(IEdgeIsolatesBuilder builder) => builder.AddRedisKeyValues(options =>
    {
        options.Configuration = fixture.Server.Configuration;
        options.KeyPrefix = _prefix;
        options.Timeout = Patience;
    });
}
