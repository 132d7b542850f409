using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

public sealed class DeploysUnderLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 32;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-load-").FullName;

    /// <summary>100 deploys; EDGE_DEPLOYS=1000 for the figures in the documentation.</summary>
    private static int Deploys => int.TryParse(Environment.GetEnvironmentVariable("EDGE_DEPLOYS"), out int deploys) ? deploys : 100;

    [Fact]
    public async Task Deploy_UnderConstantLoad_NoRequestFailsAndNoneMeetsTwoVersions()
    {
        using Node node = await Node.StartAsync("--sqlite", Path.Combine(_folder, "edge.db"));
        await node.DeployAsync("f", 1);

        var quiet = new Load(Clients, () => node.CallAsync("f"));
        await Task.Delay(TimeSpan.FromSeconds(3));
        LoadFigures before = await quiet.StopAsync();

        var load = new Load(Clients, () => node.CallAsync("f"));
        for (int number = 2; number <= Deploys + 1; number++)
        {
            await node.DeployAsync("f", number);
        }

        LoadFigures during = await load.StopAsync();
        output.WriteLine($"{Deploys} deploys under {Clients} clients: {during.Calls} calls, p99 {during.P99.TotalMilliseconds:0.0} ms; without deploys {before.Calls} calls, p99 {before.P99.TotalMilliseconds:0.0} ms");
        Assert.Empty(during.Failures);
        Assert.Equal(Deploys + 1, await node.CallAsync("f"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
