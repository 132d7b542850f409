namespace EdgeIsolates.Storage.Tests.Redis;

/// <summary>Tests that share the server: one after the other, because some of them stop it.</summary>
[CollectionDefinition(Name)]
public sealed class RedisCollection : ICollectionFixture<RedisFixture>
{
    public const string Name = "Redis";
}
