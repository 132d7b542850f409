using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using EdgeIsolates.TestServers;

namespace EdgeIsolates.Nodes.Tests;

/// <summary>The sample whose function asks PostgreSQL through a C# service of its host.</summary>
public sealed class HostServicesSampleTests
{
    [Fact]
    public async Task Stock_IsReadAndReserved_UnderClientsExactly()
    {
        await using PostgreSqlServer server = await PostgreSqlServer.CreateAsync();
        string path = typeof(HostServicesSampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "PathOfHostServices").Value!;
        using HostProcess host = await HostProcess.StartAsync(path, "--urls", "http://127.0.0.1:0", "--ConnectionStrings:inventory", server.ConnectionString);
        using HttpClient client = new() { BaseAddress = host.Address };

        JsonElement stock = await client.GetFromJsonAsync<JsonElement>("/stock/sku-1");
        Assert.Equal(12, stock.GetProperty("count").GetInt32());
        Assert.True(stock.GetProperty("updatedAt").GetDateTimeOffset() <= DateTimeOffset.UtcNow.AddSeconds(1));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/stock/none")).StatusCode);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.PostAsync("/stock/sku-1", null)));
        Assert.Equal(12, answers.Count(static answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.Equal(28, answers.Count(static answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(0, (await client.GetFromJsonAsync<JsonElement>("/stock/sku-1")).GetProperty("count").GetInt32());

        string types = await client.GetStringAsync("/_edge/types");
        Assert.Contains("  reserve(sku: string, count: number): Promise<boolean>;", types, StringComparison.Ordinal);
        Assert.Contains("  'inventory': Inventory;", types, StringComparison.Ordinal);
    }
}
