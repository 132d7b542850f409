using System.Net;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class FunctionEndpointsTests
{
    private static readonly FunctionRecord Function = FakeRuntime.Function with
    {
        Traffic =
        [
            new TrafficShare(
                FakeRuntime.Version with
                {
                    Config = new FunctionConfig { EnvVars = new Dictionary<string, string> { ["TOKEN"] = "very-secret" } },
                },
                100),
        ],
    };

    [Fact]
    public async Task Get_ShowsTheFunctionWithoutValuesOfItsEnvironment()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("greeter").Returns(Function);

        using HttpResponseMessage response = await app.Client.GetAsync("/_edge/functions/greeter");
        JsonElement shown = await EdgeApp.JsonOf(response);

        Assert.Equal("3-9f86d081", shown.GetProperty("version").GetString());
        Assert.Equal("TOKEN", shown.GetProperty("config").GetProperty("envVars")[0].GetString());
        Assert.Equal("javaScript", shown.GetProperty("modules")[0].GetProperty("kind").GetString());
        Assert.DoesNotContain("very-secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ShowsAll()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.List().Returns([Function, Function with { Name = "other" }]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions"));

        Assert.Equal(["greeter", "other"], shown.EnumerateArray().Select(function => function.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task List_WithMoreThanTheLimit_LinksToTheNextPage()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.List().Returns([.. new[] { "a-1", "b-1", "b-2", "b-3", "c-1" }.Select(name => Function with { Name = name })]);

        using HttpResponseMessage first = await app.Client.GetAsync("/_edge/functions?prefix=b-&limit=2");
        string next = Assert.Single(first.Headers.GetValues("Link"));
        using HttpResponseMessage second = await app.Client.GetAsync(next[1..next.IndexOf('>', StringComparison.Ordinal)]);

        Assert.Equal(["b-1", "b-2"], await NamesOfAsync(first));
        Assert.EndsWith(">; rel=\"next\"", next, StringComparison.Ordinal);
        Assert.Equal(["b-3"], await NamesOfAsync(second));
        Assert.False(second.Headers.Contains("Link"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public async Task List_UnsoundLimit_Is400(string limit)
    {
        await using EdgeApp app = await StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.GetAsync($"/_edge/functions?limit={limit}")).StatusCode);
    }

    [Fact]
    public async Task Versions_ShowWhatIsKeptAndWhatIsLive()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("greeter").Returns(Function);
        app.Functions.ListVersionsAsync("greeter", Arg.Any<CancellationToken>()).Returns(
        [
            FakeRuntime.Version with { DeployedBy = "ann", Message = "third" },
            FakeRuntime.Version with { Number = 2, Version = "2-0" },
        ]);

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions/greeter/versions"));

        Assert.Equal([(3, 100), (2, 0)], shown.EnumerateArray().Select(version => (version.GetProperty("number").GetInt32(), version.GetProperty("percent").GetInt32())));
        Assert.Equal(("ann", "third"), (shown[0].GetProperty("deployedBy").GetString(), shown[0].GetProperty("message").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/functions/none/versions")).StatusCode);
    }

    [Fact]
    public async Task Versions_StoreAway_Is503()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.Find("greeter").Returns(Function);
        app.Functions.ListVersionsAsync("greeter", Arg.Any<CancellationToken>()).ThrowsAsync(new StoreUnavailableException("The database is away."));

        using HttpResponseMessage response = await app.Client.GetAsync("/_edge/functions/greeter/versions");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Contains("away", (await EdgeApp.JsonOf(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NoContent)]
    [InlineData(false, HttpStatusCode.NotFound)]
    public async Task Delete_TellsWhetherThereWasOne(bool existed, HttpStatusCode status)
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.RemoveAsync("greeter", Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(existed ? ChangeResult.Changed(Function) : ChangeResult.Refused(DeployFaultCodes.NoSuchFunction, "There is no such function."));

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Delete, "/_edge/functions/greeter");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Health_ShowsTheIsolates()
    {
        await using EdgeApp app = await StartAsync();
        app.Health.GetHealth().Returns(new IsolateHealth
        {
            Status = IsolateHealthStatus.Degraded,
            Reasons = ["Lost 2 isolates."],
            LostIsolates = 2,
            LostBytes = 5,
            QuarantinedFunctions = ["bad"],
        });

        JsonElement shown = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/health"));

        Assert.Equal("degraded", shown.GetProperty("status").GetString());
        Assert.Equal(5, shown.GetProperty("lostBytes").GetInt64());
        Assert.Equal("bad", shown.GetProperty("quarantinedFunctions")[0].GetString());
    }

    [Theory]
    [InlineData("GET", "/_edge/nothing")]
    [InlineData("POST", "/_edge/functions/greeter")]
    public async Task Other_NeverFallsThroughToAFunction(string method, string path)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(default, app.Runtime.LastMatch);
    }

    private static async Task<IEnumerable<string>> NamesOfAsync(HttpResponseMessage response) =>
        (await EdgeApp.JsonOf(response)).EnumerateArray().Select(function => function.GetProperty("name").GetString()!);

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped =>
    {
        mapped.MapEdgeIsolates();
        mapped.MapEdgeIsolatesAdmin();
    });
}
