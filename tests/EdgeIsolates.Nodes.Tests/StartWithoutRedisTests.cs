using System.Net;
using EdgeIsolates.Nodes.Tests.TestKit;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Nodes.Tests;

public sealed class StartWithoutRedisTests
{
    [Fact]
    public async Task Start_RedisIsAway_FunctionsAnswerAndDeploysGoOnWhenItIsBack()
    {
        await using PostgreSqlServer postgreSql = await PostgreSqlServer.CreateAsync();
        await using RedisServer redis = await RedisServer.CreateAsync();
        string[] stores = ["--postgresql", postgreSql.ConnectionString, "--redis", redis.Configuration];
        using (Node before = await Node.StartAsync(stores))
        {
            await before.DeployAsync("f", 1);
        }

        await redis.StopAsync();
        using Node node = await Node.StartAsync(stores);
        Assert.Equal(1, await node.CallAsync("f"));
        using (HttpResponseMessage refused = await node.TryDeployAsync("g", 1))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await redis.StartAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await DeployAsync(node, "g") != HttpStatusCode.Created || (await node.GetAsync("/_check")).GetArrayLength() > 0)
        {
            await Task.Delay(200, patience.Token);
        }

        Assert.Equal(1, await node.CallAsync("g"));
    }

    private static async Task<HttpStatusCode> DeployAsync(Node node, string name)
    {
        using HttpResponseMessage response = await node.TryDeployAsync(name, 1);
        return response.StatusCode;
    }
}
