using EdgeIsolates.Nodes.Tests.TestKit;
using EdgeIsolates.TestServers;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>Functions are in an SQLite file, queues in Redis.</summary>
public sealed class RedisQueueKillTests(ITestOutputHelper output) : QueueKillScenario(output), IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-queue-").FullName;
    private RedisServer _server = null!;

    public async Task InitializeAsync() => _server = await RedisServer.CreateAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private protected override Task<Node> StartAsync() => Node.StartAsync("--sqlite", Path.Combine(_folder, "edge.db"), "--redis-queues", _server.Configuration);
}
