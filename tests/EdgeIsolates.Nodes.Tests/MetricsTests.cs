using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

public sealed class MetricsTests(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-metrics-").FullName;

    [Fact]
    public async Task Metrics_AfterLoadAndARestart_AreTheCallersOwnCounts()
    {
        string file = Path.Combine(_folder, "edge.db");
        int calls = 0;
        for (int run = 1; run <= 2; run++)
        {
            using Node node = await Node.StartAsync("--sqlite", file);
            if (run == 1)
            {
                await node.DeployAsync("f", 1);
            }

            var load = new Load(Clients, () => node.CallAsync("f"));
            await Task.Delay(TimeSpan.FromSeconds(2));
            (int made, TimeSpan p99, IReadOnlyDictionary<string, int> failures) = await load.StopAsync();
            Assert.Empty(failures);
            calls += made;

            JsonElement total = (await node.GetAsync("/_edge/functions/f/metrics")).GetProperty("total");
            Assert.Equal(calls, total.GetProperty("invocations").GetInt64());
            Assert.Equal(calls, total.GetProperty("outcomes").GetProperty("ok").GetInt64());
            Assert.Equal(calls, total.GetProperty("latency").GetProperty("count").GetInt64());
            output.WriteLine($"run {run}: {made} calls, p99 {p99.TotalMilliseconds:0.00} ms at the clients, {total.GetProperty("latency").GetProperty("p99Ms").GetDouble():0.00} ms in the metrics of all runs");
            await node.Process.StopAsync();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
