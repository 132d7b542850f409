using System.Diagnostics;
using System.Net;
using System.Text.Json;
using EdgeIsolates.Nodes.Tests.TestKit;
using EdgeIsolates.TestServers;
using Xunit.Abstractions;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>Three host processes on one PostgreSQL and one Redis.</summary>
public sealed class ManyNodesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int ClientsPerNode = 4;

    private readonly List<Node> _nodes = [];
    private PostgreSqlServer _postgreSql = null!;
    private RedisServer _redis = null!;

    /// <summary>How long the servers are away: 3 s; EDGE_OUTAGE_SECONDS=20 for the figures in the documentation.</summary>
    private static TimeSpan Outage => TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("EDGE_OUTAGE_SECONDS"), out int seconds) ? seconds : 3);

    public async Task InitializeAsync()
    {
        _postgreSql = await PostgreSqlServer.CreateAsync();
        _redis = await RedisServer.CreateAsync();
        for (int i = 0; i < 3; i++)
        {
            _nodes.Add(await Node.StartAsync("--postgresql", _postgreSql.ConnectionString, "--redis", _redis.Configuration));
        }
    }

    public async Task DisposeAsync()
    {
        _nodes.ForEach(node => node.Dispose());
        await _postgreSql.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Changes_OnOneNode_AreAtWorkOnAll()
    {
        List<TimeSpan> delays = [];
        for (int number = 1; number <= 10; number++)
        {
            await _nodes[number % 3].DeployAsync("f", number);
            delays.Add(await UntilAllAnswerAsync("f", number));
        }

        output.WriteLine($"a deploy is at work on all nodes after {delays.Average(delay => delay.TotalMilliseconds):0} ms on average, {delays.Max().TotalMilliseconds:0} ms at most");
        await ChangeAsync(0, HttpMethod.Post, "/rollback", "{}", 9);
        await ChangeAsync(1, HttpMethod.Put, "/traffic", """{ "number": 10, "percent": 50 }""", 10);
        await ChangeAsync(2, HttpMethod.Post, "/disable", "{}", -1);
        await ChangeAsync(0, HttpMethod.Post, "/enable", "{}", 10);
        Assert.Equal(HttpStatusCode.NoContent, await _nodes[1].SendAsync(HttpMethod.Delete, "/_edge/functions/f"));
        await UntilAllAnswerAsync("f", -1);
    }

    [Fact]
    public async Task Servers_AwayUnderLoad_LoadedFunctionsAnswerAndAllNodesAgreeAfterwards()
    {
        await _nodes[0].DeployAsync("f", 1);
        await UntilAllAnswerAsync("f", 1);
        Load[] loads = [.. _nodes.Select(node => new Load(ClientsPerNode, () => node.CallAsync("f")))];

        await _postgreSql.StopAsync();
        using (HttpResponseMessage refused = await _nodes[1].TryDeployAsync("f", 2))
        {
            Assert.Contains("store_unavailable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await Task.Delay(Outage);
        await _postgreSql.StartAsync();
        await DeployEventuallyAsync(_nodes[1], "f", 3);
        await UntilAllAnswerAsync("f", 3);

        await _redis.StopAsync();
        await Task.Delay(Outage);
        await _redis.StartAsync();
        await DeployEventuallyAsync(_nodes[2], "f", 4);
        TimeSpan delay = await UntilAllAnswerAsync("f", 4);
        output.WriteLine($"after both outages a deploy is at work on all nodes after {delay.TotalMilliseconds:0} ms");

        foreach (Load load in loads)
        {
            LoadFigures figures = await load.StopAsync();
            output.WriteLine($"{figures.Calls} calls, p99 {figures.P99.TotalMilliseconds:0.0} ms");
            Assert.Empty(figures.Failures);
            Assert.True(figures.Calls > 0);
        }

        Assert.Empty((await CheckEventuallyAsync(_nodes[0])).EnumerateArray());
    }

    /// <summary>What is wrong in the stores; a node that has not called Redis since it is back may need a moment.</summary>
    private static async Task<JsonElement> CheckEventuallyAsync(Node node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            try
            {
                return await node.GetAsync("/_check");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(200, patience.Token);
            }
        }
    }

    private static async Task DeployEventuallyAsync(Node node, string name, int number)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            using HttpResponseMessage response = await node.TryDeployAsync(name, number);
            if (response.StatusCode == HttpStatusCode.Created)
            {
                return;
            }

            await Task.Delay(200, patience.Token);
        }
    }

    /// <summary>Changes the function on one node, and waits until all nodes answer as it says.</summary>
    private async Task ChangeAsync(int node, HttpMethod method, string change, string json, int number)
    {
        Assert.Equal(HttpStatusCode.OK, await _nodes[node].SendAsync(method, $"/_edge/functions/f{change}", json));
        await UntilAllAnswerAsync("f", number);
    }

    private async Task<TimeSpan> UntilAllAnswerAsync(string name, int number)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        long before = Stopwatch.GetTimestamp();
        foreach (Node node in _nodes)
        {
            while (await node.CallAsync(name) != number)
            {
                await Task.Delay(5, patience.Token);
            }
        }

        return Stopwatch.GetElapsedTime(before);
    }
}
