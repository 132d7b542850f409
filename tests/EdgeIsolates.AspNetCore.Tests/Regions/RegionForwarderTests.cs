using System.Net;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Regions;

public sealed class RegionForwarderTests
{
    private static readonly Uri Nobody = new("http://127.0.0.1:1");

    [Fact]
    public async Task Request_FunctionOfAnotherRegion_IsAnsweredThereAsIfItHadComeThere()
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu");
        await using RegionApp us = await RegionApp.StartAsync("us", regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("EU");
        await us.DeployAsync("EU");

        using HttpResponseMessage response = await us.SendAsync(
            HttpMethod.Post,
            "/a%2Fb?x=1%202",
            new StringContent("body"),
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        JsonElement seen = await EdgeApp.JsonOf(response);

        Assert.Equal("eu", response.Headers.GetValues("x-edge-region").Single());
        Assert.Equal(("shop.example.com", "/a%2Fb?x=1%202", "POST", "body"), (Text("host"), Text("path"), Text("method"), Text("body")));
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", Text("trace"), StringComparison.Ordinal);

        string? Text(string name) => seen.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData]
    [InlineData("us")]
    [InlineData("eu", "US")]
    public async Task Request_FunctionOfThisRegion_IsAnsweredHere(params string[] regions)
    {
        await using RegionApp us = await RegionApp.StartAsync("us", options => options.Peers["eu"] = Nobody);
        await us.DeployAsync(regions);
        using HttpResponseMessage response = await us.SendAsync(HttpMethod.Get, "/");
        Assert.Equal((HttpStatusCode.OK, "us"), (response.StatusCode, response.Headers.GetValues("x-edge-region").Single()));
    }

    [Fact]
    public async Task Request_NearestRegionIsAway_TheNextAnswersAlsoWithASmallBody()
    {
        await using RegionApp asia = await RegionApp.StartAsync("asia");
        await using RegionApp us = await RegionApp.StartAsync("us", regions =>
        {
            regions.Peers["eu"] = Nobody;
            regions.Peers["asia"] = asia.Address;
            regions.Latencies["eu"] = TimeSpan.FromMilliseconds(80);
            regions.Latencies["asia"] = TimeSpan.FromMilliseconds(160);
        });
        await asia.DeployAsync("eu", "asia");
        await us.DeployAsync("eu", "asia");

        using HttpResponseMessage response = await us.SendAsync(HttpMethod.Post, "/", new StringContent("kept"));

        Assert.Equal("asia", response.Headers.GetValues("x-edge-region").Single());
        Assert.Equal("kept", (await EdgeApp.JsonOf(response)).GetProperty("body").GetString());
        Assert.Contains(us.Log.Lines, line => line.Text.Contains("could not be forwarded to the region eu", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_NoRegionReachable_503ThatSaysSo()
    {
        await using RegionApp us = await RegionApp.StartAsync("us", regions => regions.Peers["eu"] = Nobody);
        await us.DeployAsync("eu", "mars");
        using HttpResponseMessage response = await us.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("eu, mars", (await EdgeApp.JsonOf(response)).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_RegionsDisagree_IsRefusedInsteadOfSentRound()
    {
        await using RegionApp eu = await RegionApp.StartAsync("eu", regions => regions.Peers["us"] = Nobody);
        await using RegionApp us = await RegionApp.StartAsync("us", regions => regions.Peers["eu"] = eu.Address);
        await eu.DeployAsync("us");
        await us.DeployAsync("eu");
        using HttpResponseMessage response = await us.SendAsync(HttpMethod.Get, "/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("forwarded to the region eu", (await EdgeApp.JsonOf(response)).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains(eu.Log.Lines, line => line.Text.Contains("came from the region us", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddRegions_FaultyTable_TellsAllFaultsAtStart()
    {
        var error = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => RegionApp.StartAsync("", regions =>
        {
            regions.Peers["eu"] = new Uri("/relative", UriKind.Relative);
            regions.ConnectTimeout = TimeSpan.Zero;
        }));
        Assert.Equal(3, error.Failures.Count());
    }
}
