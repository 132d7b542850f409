using EdgeIsolates.TestServers;

namespace EdgeIsolates.Storage.Tests.Redis;

/// <summary>The one Redis server of a test run. Each test has a key prefix of its own.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private int _prefixes;

    public RedisServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await RedisServer.CreateAsync();

    /// <summary>A prefix that nobody else uses.</summary>
    public string NewPrefix() => $"test_{Interlocked.Increment(ref _prefixes)}";

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
