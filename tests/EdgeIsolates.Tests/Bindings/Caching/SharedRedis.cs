using EdgeIsolates.Storage.Redis;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>One Redis for all tests of a class, or for one that stops it.</summary>
public sealed class SharedRedis : IAsyncLifetime, IAsyncDisposable
{
    private int _prefixes;

    public RedisServer Server { get; private set; } = null!;

    public static async Task<SharedRedis> CreateAsync()
    {
        SharedRedis redis = new();
        await redis.InitializeAsync();
        return redis;
    }

    public async Task InitializeAsync() => Server = await RedisServer.CreateAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => Server.DisposeAsync();

    /// <summary>A prefix that nobody else uses.</summary>
    public string NewPrefix() => $"test_{Interlocked.Increment(ref _prefixes)}";

    /// <summary>Patient, and asking Redis each time.</summary>
    public void Configure(RedisCacheOptions options, string prefix)
    {
        options.Configuration = Server.Configuration;
        options.KeyPrefix = prefix;
        options.Timeout = TimeSpan.FromSeconds(60);
        options.LocalTime = TimeSpan.Zero;
    }
}
