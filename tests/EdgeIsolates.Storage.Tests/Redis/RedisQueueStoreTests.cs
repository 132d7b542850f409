namespace EdgeIsolates.Storage.Tests.Redis;

[Collection(RedisCollection.Name)]
public sealed class RedisQueueStoreTests(RedisFixture fixture) : QueueStoreConformance
{
    private readonly string _prefix = fixture.NewPrefix();

    protected override void AddStores(IEdgeIsolatesBuilder builder) => builder.AddRedisQueues(options =>
    {
        options.Configuration = fixture.Server.Configuration;
        options.KeyPrefix = _prefix;
        options.Timeout = Patience;
    });
}
