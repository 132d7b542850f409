using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

public sealed class KilledHostTests(ITestOutputHelper output) : IDisposable
{
    private const int Functions = 10;
    private const int DeploysPerRound = 200;

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-kill-").FullName;

    /// <summary>5 rounds; EDGE_KILL_ROUNDS=20 for the figures in the documentation.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("EDGE_KILL_ROUNDS"), out int rounds) ? rounds : 5;

    [Fact]
    public async Task Kill_InTheMiddleOfDeploys_EachVersionIsWholeOrAbsentAndNoAcknowledgedDeployIsLost()
    {
        string file = Path.Combine(_folder, "edge.db");
        var acknowledged = new ConcurrentDictionary<string, int>();
        int next = 0;
        int killedInTheMiddle = 0;
        for (int round = 0; round < Rounds; round++)
        {
            int first = acknowledged.Count;
            using (Node node = await Node.StartAsync("--sqlite", file))
            {
                await CheckAsync(node, acknowledged);
                Task<bool> deploys = DeployUntilKilledAsync(node);
                await Task.Delay(Random.Shared.Next(300, 2000));
                node.Process.Kill();
                killedInTheMiddle += await deploys ? 0 : 1;
            }

            output.WriteLine($"round {round}: {next} deploys so far, {acknowledged.Values.Sum()} is the sum of the last acknowledged numbers");
        }

        Assert.True(killedInTheMiddle > 0, "No round was killed before its deploys were done.");
        using Node last = await Node.StartAsync("--sqlite", file);
        await CheckAsync(last, acknowledged);
        await last.DeployAsync("f0", 1_000_000);
        Assert.Equal(1_000_000, await last.CallAsync("f0"));

        async Task<bool> DeployUntilKilledAsync(Node node)
        {
            for (int i = 0; i < DeploysPerRound; i++)
            {
                int number = Interlocked.Increment(ref next);
                string name = $"f{number % Functions}";
                try
                {
                    using HttpResponseMessage response = await node.TryDeployAsync(name, number);
                    if (response.StatusCode == HttpStatusCode.Created)
                    {
                        acknowledged[name] = number;
                    }
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task CheckAsync(Node node, ConcurrentDictionary<string, int> acknowledged)
    {
        JsonElement faults = await node.GetAsync("/_check");
        Assert.Empty(faults.EnumerateArray().Select(fault => fault.GetString()));
        foreach (JsonElement function in (await node.GetAsync("/_edge/functions")).EnumerateArray())
        {
            string name = function.GetProperty("name").GetString()!;
            if (function.GetProperty("status").GetString() == "active")
            {
                // A deploy that was not acknowledged may have been made all the same.
                int number = await node.CallAsync(name);
                Assert.True(number >= acknowledged.GetValueOrDefault(name, 1), $"{name} answers {number}, and {acknowledged.GetValueOrDefault(name)} was acknowledged.");
            }
            else
            {
                Assert.False(acknowledged.ContainsKey(name), $"{name} was acknowledged and is not active.");
            }
        }
    }
}
