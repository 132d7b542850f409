using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class ChangeEndpointsTests
{
    private static readonly ChangeResult Changed = ChangeResult.Changed(FakeRuntime.Function);

    [Fact]
    public async Task Rollback_TakesTheNumberAndWhoAsks()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.RollBackAsync(default!).ReturnsForAnyArgs(Changed);

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/_edge/functions/greeter/rollback", new { number = 2, by = "ann" });

        Assert.Equal("greeter", (await EdgeApp.JsonOf(response)).GetProperty("name").GetString());
        await app.Functions.Received().RollBackAsync("greeter", 2, "ann", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Rollback_WithoutBody_GoesToTheVersionBefore()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.RollBackAsync(default!).ReturnsForAnyArgs(Changed);
        using HttpRequestMessage request = new(HttpMethod.Post, "/_edge/functions/greeter/rollback?by=bob") { Headers = { { "X-Edge-Admin", "1" } } };

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await app.Functions.Received().RollBackAsync("greeter", null, "bob", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Traffic_IsSplit()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.SplitTrafficAsync(default!, 0, 0).ReturnsForAnyArgs(Changed);

        using HttpResponseMessage response = await app.Client.PutAsJsonAsync("/_edge/functions/greeter/traffic", new { number = 2, percent = 10 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await app.Functions.Received().SplitTrafficAsync("greeter", 2, 10, "", Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("{\"number\": 2}")]
    [InlineData("{\"percent\": 2}")]
    [InlineData("{\"number\": 2, \"percent\": 101}")]
    [InlineData("{\"number\": 2, \"percent\": -1}")]
    [InlineData("{\"number\": 2, \"percent\": 1.5}")]
    [InlineData("{\"number\": 2, \"percent\": 1, \"more\": 1}")]
    [InlineData("[")]
    public async Task Traffic_Unsound_Is400(string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/greeter/traffic", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await app.Functions.DidNotReceiveWithAnyArgs().SplitTrafficAsync(default!, 0, 0);
    }

    [Fact]
    public async Task DisableAndEnable_TellTheStatus()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.DisableAsync("greeter", "ann", Arg.Any<CancellationToken>())
            .Returns(ChangeResult.Changed(FakeRuntime.Function with { Status = FunctionStatus.Disabled }));
        app.Functions.EnableAsync("greeter", "ann", Arg.Any<CancellationToken>()).Returns(Changed);

        Assert.Equal("disabled", await StatusAfterAsync("disable"));
        Assert.Equal("active", await StatusAfterAsync("enable"));

        async Task<string?> StatusAfterAsync(string change) =>
            (await EdgeApp.JsonOf(await app.Client.PostAsJsonAsync($"/_edge/functions/greeter/{change}", new { by = "ann" }))).GetProperty("status").GetString();
    }

    [Theory]
    [InlineData(DeployFaultCodes.NoSuchFunction, HttpStatusCode.NotFound)]
    [InlineData(DeployFaultCodes.NoSuchVersion, HttpStatusCode.NotFound)]
    [InlineData(DeployFaultCodes.RouteTaken, HttpStatusCode.Conflict)]
    [InlineData(DeployFaultCodes.ChangedMeanwhile, HttpStatusCode.Conflict)]
    [InlineData(DeployFaultCodes.StoreUnavailable, HttpStatusCode.ServiceUnavailable)]
    public async Task Change_Refused_HasTheStatusOfItsFaultAndItsSentence(string code, HttpStatusCode status)
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.DisableAsync(default!).ReturnsForAnyArgs(ChangeResult.Refused(code, "It cannot be."));

        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/_edge/functions/greeter/disable", new { });
        JsonElement problem = await EdgeApp.JsonOf(response);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("It cannot be.", problem.GetProperty("detail").GetString());
        Assert.Equal(code, problem.GetProperty("faults")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Change_BySomebodySignedIn_IsTheirsWhateverTheySay()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "carol")], "test"));
                return next(context);
            });
            mapped.UseRouting();
            mapped.MapEdgeIsolatesAdmin();
        });
        app.Functions.DisableAsync(default!).ReturnsForAnyArgs(Changed);

        await app.Client.PostAsJsonAsync("/_edge/functions/greeter/disable?by=mallory", new { by = "mallory" });

        await app.Functions.Received().DisableAsync("greeter", "carol", Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Secrets_AreListedByNameAndSet()
    {
        await using EdgeApp app = await StartAsync();
        FunctionVersion version = FakeRuntime.Version with { SecretNames = ["A", "B"] };
        app.Functions.Find("greeter").Returns(FakeRuntime.Function with { Traffic = [new TrafficShare(version, 100)] });
        List<(string, string)> given = [];
        app.Functions.SetSecretsAsync("greeter", Arg.Any<IReadOnlyDictionary<string, string>>(), Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            given.AddRange(call.Arg<IReadOnlyDictionary<string, string>>().Select(secret => (secret.Key, secret.Value)));
            return DeployResult.Deployed(new EdgeFunction { Name = "greeter", Version = "4-0", Modules = [] });
        });

        JsonElement names = await EdgeApp.JsonOf(await app.Client.GetAsync("/_edge/functions/greeter/secrets"));
        JsonElement set = await EdgeApp.JsonOf(await app.Client.PutAsJsonAsync("/_edge/functions/greeter/secrets/NEW", new { value = "v" }));
        await app.Client.PatchAsJsonAsync("/_edge/functions/greeter/secrets", new Dictionary<string, string?> { ["X"] = "1", ["A"] = null });
        await app.Client.DeleteAsync("/_edge/functions/greeter/secrets/B");

        Assert.Equal("""["A","B"]""", names.GetRawText());
        Assert.Equal(4, set.GetProperty("number").GetInt32());
        Assert.Equal([("NEW", "v"), ("X", "1"), ("A", ""), ("B", "")], given);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.DeleteAsync("/_edge/functions/greeter/secrets/NONE")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PutAsJsonAsync("/_edge/functions/greeter/secrets/NEW", new { value = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await app.Client.PatchAsJsonAsync("/_edge/functions/greeter/secrets", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/_edge/functions/none/secrets")).StatusCode);
    }

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
}
