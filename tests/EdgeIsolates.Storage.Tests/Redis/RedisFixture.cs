using EdgeIsolates.TestServers;

namespace EdgeIsolates.Storage.Tests.Redis;

/// <summary>The one Redis server of a test run. Each test has a key prefix of its own.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private int _prefixes;
    private RedisServer? _server;

    public RedisServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public async Task InitializeAsync() => _server = await RedisServer.CreateAsync();

    /// <summary>A prefix that nobody else uses.</summary>
    public string NewPrefix() => $"test_{Interlocked.Increment(ref _prefixes)}";

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? default);
}
