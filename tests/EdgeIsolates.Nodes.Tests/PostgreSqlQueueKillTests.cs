using EdgeIsolates.Nodes.Tests.TestKit;
using EdgeIsolates.TestServers;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

public sealed class PostgreSqlQueueKillTests(ITestOutputHelper output) : QueueKillScenario(output), IAsyncLifetime
{
    private PostgreSqlServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgreSqlServer.CreateAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private protected override Task<Node> StartAsync() => Node.StartAsync("--postgresql", _server.ConnectionString);
}
