using EdgeIsolates.Storage.Redis;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>One Redis for all tests of a class.</summary>
public sealed class SharedRedis : IAsyncLifetime
{
    private int _prefixes;

    public RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.CreateAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();

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
