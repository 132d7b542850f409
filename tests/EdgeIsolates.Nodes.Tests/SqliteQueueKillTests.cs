using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

public sealed class SqliteQueueKillTests(ITestOutputHelper output) : QueueKillScenario(output), IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-queue-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private protected override Task<Node> StartAsync() => Node.StartAsync("--sqlite", Path.Combine(_folder, "edge.db"));
}
