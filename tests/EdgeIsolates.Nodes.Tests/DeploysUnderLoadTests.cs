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

        // The first seconds are those of a host that is still warming up: they say nothing of the others.
        await QuietAsync(node);
        LoadFigures before = await QuietAsync(node);

        var load = new Load(Clients, () => node.CallAsync("f"));
        for (int number = 2; number <= Deploys + 1; number++)
        {
            await node.DeployAsync("f", number);
        }

        LoadFigures during = await load.StopAsync();
        LoadFigures after = await QuietAsync(node);
        output.WriteLine($"{Deploys} deploys under {Clients} clients: {Told(during)}; before them {Told(before)}, after them {Told(after)}");
        output.WriteLine($"p99 with deploys is {during.P99 / before.P99:0.00} of that before, {during.P99 / after.P99:0.00} of that after");
        Assert.Empty(during.Failures);
        Assert.Equal(Deploys + 1, await node.CallAsync("f"));
    }

    private static string Told(LoadFigures figures) => $"{figures.Calls} calls, p99 {figures.P99.TotalMilliseconds:0.0} ms";

    private static async Task<LoadFigures> QuietAsync(Node node)
    {
        var load = new Load(Clients, () => node.CallAsync("f"));
        await Task.Delay(TimeSpan.FromSeconds(3));
        return await load.StopAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
