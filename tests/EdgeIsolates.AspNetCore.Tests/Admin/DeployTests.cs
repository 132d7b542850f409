using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class DeployTests
{
    private FunctionDeployment? _deployed;

    [Fact]
    public async Task Put_Json_DeploysWhatItSays()
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsJsonAsync("/_edge/functions/api", new
        {
            code = "export default {}",
            routes = new[] { "/api/*" },
            config = new { memoryLimitMb = 64, timeoutMs = 2000, cpuMs = 200, envVars = new Dictionary<string, string> { ["A"] = "1" } },
        });
        JsonElement answer = await EdgeApp.JsonOf(response);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/_edge/functions/api", response.Headers.Location?.OriginalString);
        Assert.Equal("api", answer.GetProperty("name").GetString());
        Assert.Equal("1-abc", answer.GetProperty("version").GetString());
        Assert.Equal("/api/*", answer.GetProperty("routes")[0].GetString());
        Assert.Equal("export default {}", Encoding.UTF8.GetString(_deployed!.Modules[0].Content.Span));
        Assert.Equal((64, 2000, 200, false), (_deployed.Config.MemoryLimitMb, _deployed.Config.TimeoutMs, _deployed.Config.CpuMs, _deployed.Config.AllowEval));
        Assert.Equal("1", _deployed.Config.EnvVars["A"]);
    }

    [Fact]
    public async Task Put_JsonWithoutConfig_KeepsDefaults()
    {
        await using EdgeApp app = await StartAsync();

        await app.Client.PutAsJsonAsync("/_edge/functions/api", new { code = "x", config = new { cpuMs = 5 } });

        Assert.Equal(FunctionConfig.Default with { CpuMs = 5 }, _deployed!.Config);
        Assert.Empty(_deployed.Routes);
    }

    [Theory]
    [InlineData("""{ "cod": "x" }""", "There is no cod; the body has code, ")]
    [InlineData("""{ "config": { "memoryLimitMB": 64 } }""", "There is no config.memoryLimitMB; config has memoryLimitMb, timeoutMs, ")]
    [InlineData("""{ "config": { "queues": { "consumers": [{}, { "max_retries": 1 }] } } }""", "There is no config.queues.consumers[1].max_retries; config.queues.consumers[1] has queue, ")]
    [InlineData("""{ "config": { "migrations": [{ "tag": "v1", "transferred_classes": [] }] } }""", "There is no config.migrations[0].transferred_classes; config.migrations[0] has tag, new_classes, ")]
    [InlineData("""{ "config": { "memoryLimitMb": "64" } }""", "config.memoryLimitMb has a value of a kind that it does not take.")]
    [InlineData("[]", "The body has a value of a kind that it does not take.")]
    [InlineData("""{ "code": }""", "'}' is an invalid start of a value.")]
    public async Task Put_JsonThatIsNoDeploy_IsRefusedWithASentence(string body, string sentence)
    {
        await using EdgeApp app = await StartAsync();
        using StringContent content = new(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await app.Client.PutAsync(new Uri("/_edge/functions/api", UriKind.Relative), content);
        JsonElement problem = await EdgeApp.JsonOf(response);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("EdgeIsolates", problem.ToString(), StringComparison.Ordinal);
        Assert.Null(_deployed);
    }

    [Theory]
    [InlineData("text/javascript")]
    [InlineData("application/javascript; charset=utf-8")]
    public async Task Put_BareCode_TakesRoutesFromTheQuery(string contentType)
    {
        await using EdgeApp app = await StartAsync();
        byte[] code = [0x2f, 0x2f, 0xed, 0xa0, 0x80, 0];
        using ByteArrayContent content = new(code);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api?route=/a/*&route=/b", content);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["/a/*", "/b"], _deployed!.Routes);
        Assert.Equal(code, _deployed.Modules[0].Content.ToArray());
    }

    [Fact]
    public async Task Put_Faulty_Is422WithEveryFaultAndACaret()
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.DeployAsync(Arg.Any<FunctionDeployment>(), Arg.Any<CancellationToken>()).Returns(DeployResult.Refused([
            new DeployFault(DeployFaultCodes.SyntaxError, "SyntaxError: Unexpected token ']'", "index.js", 2, 5, "let ] = 1"),
            new DeployFault(DeployFaultCodes.InvalidRoute, "The route 'x' does not begin with a slash."),
        ]));

        using HttpResponseMessage response = await app.Client.PutAsJsonAsync("/_edge/functions/api", new { code = "x" });
        JsonElement problem = await EdgeApp.JsonOf(response);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((2, 5), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Equal("let ] = 1", problem.GetProperty("sourceLine").GetString());
        Assert.EndsWith("2 | let ] = 1\n  |     ^", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            [DeployFaultCodes.SyntaxError, DeployFaultCodes.InvalidRoute],
            problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task Put_JsonWithModules_DeploysThemWithAllThatIsSaid()
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsJsonAsync("/_edge/functions/api", new
        {
            modules = new object[]
            {
                new { name = "main.js", content = "import w from './w.wasm'" },
                new { name = "w.wasm", kind = "wasm", base64 = "AGFzbQ==" },
                new { name = "t.txt", kind = "text", content = "hé" },
            },
            secrets = new Dictionary<string, string?> { ["KEY"] = "hunter2", ["OLD"] = null },
            message = "first",
            trafficPercent = 10,
            by = "ann",
            config = new { minWarm = 1, maxIsolates = 3, maxConcurrentRequests = 7, regions = new[] { "tokyo" }, compatibilityFlags = new[] { "nodejs_compat" } },
        });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["main.js", "w.wasm", "t.txt"], _deployed!.Modules.Select(module => module.Name));
        Assert.Equal([EdgeModuleKind.JavaScript, EdgeModuleKind.Wasm, EdgeModuleKind.Text], _deployed.Modules.Select(module => module.Kind));
        Assert.Equal([0, (byte)'a', (byte)'s', (byte)'m'], _deployed.Modules[1].Content.ToArray());
        Assert.Equal("hé", Encoding.UTF8.GetString(_deployed.Modules[2].Content.Span));
        Assert.Equal(("first", 10, "ann"), (_deployed.Message, _deployed.TrafficPercent, _deployed.DeployedBy));
        Assert.Equal(("hunter2", ""), (_deployed.Secrets["KEY"], _deployed.Secrets["OLD"]));
        Assert.Equal((1, 3, 7), (_deployed.Config.MinWarm, _deployed.Config.MaxIsolates, _deployed.Config.MaxConcurrentRequests));
        Assert.Equal(("tokyo", "nodejs_compat"), (_deployed.Config.Regions[0], _deployed.Config.CompatibilityFlags[0]));
    }

    [Fact]
    public async Task Put_BareCode_TakesTheRestFromTheQueryToo()
    {
        await using EdgeApp app = await StartAsync();
        using StringContent content = new("x", Encoding.UTF8, "text/javascript");

        await app.Client.PutAsync("/_edge/functions/api?message=hot%20fix&trafficPercent=25&by=bob", content);

        Assert.Equal(("hot fix", 25, "bob"), (_deployed!.Message, _deployed.TrafficPercent, _deployed.DeployedBy));
    }

    [Theory]
    [InlineData("{\"code\": \"x\", \"modules\": []}")]
    [InlineData("{\"modules\": [null]}")]
    [InlineData("{\"modules\": [{\"content\": \"x\"}]}")]
    [InlineData("{\"modules\": [{\"name\": \"a\", \"content\": \"x\", \"base64\": \"eA==\"}]}")]
    [InlineData("{\"modules\": [{\"name\": \"a\", \"base64\": \"%\"}]}")]
    [InlineData("{\"modules\": [{\"name\": \"a\", \"kind\": \"cobol\"}]}")]
    [InlineData("{\"code\": \"x\", \"routes\": [null]}")]
    [InlineData("{\"code\": \"x\", \"config\": {\"envVars\": {\"A\": null}}}")]
    [InlineData("{\"code\": \"x\", \"config\": {\"regions\": [null]}}")]
    public async Task Put_JsonThatMakesNoDeploy_Is400AndDeploysNothing(string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(_deployed);
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, DeployFaultCodes.RouteTaken)]
    [InlineData(HttpStatusCode.Conflict, DeployFaultCodes.ChangedMeanwhile)]
    [InlineData(HttpStatusCode.UnprocessableEntity, DeployFaultCodes.RouteTaken, DeployFaultCodes.SyntaxError)]
    [InlineData(HttpStatusCode.UnprocessableEntity, DeployFaultCodes.NoHandler)]
    [InlineData(HttpStatusCode.ServiceUnavailable, DeployFaultCodes.StoreUnavailable)]
    public async Task Put_Refused_HasTheStatusOfItsFaults(HttpStatusCode status, params string[] codes)
    {
        await using EdgeApp app = await StartAsync();
        app.Functions.DeployAsync(Arg.Any<FunctionDeployment>(), Arg.Any<CancellationToken>())
            .Returns(DeployResult.Refused([.. codes.Select(code => new DeployFault(code, "No."))]));

        using HttpResponseMessage response = await app.Client.PutAsJsonAsync("/_edge/functions/api", new { code = "x" });

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status == HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
    }

    [Theory]
    [InlineData("{\"code\": 42}")]
    [InlineData("{\"code\": \"\\ud800\"}")]
    [InlineData("{\"code\": \"x\", \"config\": {\"memoryLimitMB\": 64}}")]
    [InlineData("{\"code\": \"x\"")]
    [InlineData("")]
    public async Task Put_UnsoundJson_Is400AndDeploysNothing(string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(string.IsNullOrEmpty((await EdgeApp.JsonOf(response)).GetProperty("detail").GetString()));
        Assert.Null(_deployed);
    }

    [Fact]
    public async Task Put_OtherMediaType_Is415ThatSaysWhatToSend()
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PutAsync("/_edge/functions/api", new FormUrlEncodedContent([]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("text/javascript", (await EdgeApp.JsonOf(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_OverLimit_Is413_AndLimitMayExceedTheServersOwn()
    {
        await using EdgeApp app = await StartAsync(options => options.MaxDeployBytes = 40_000_000);

        using HttpResponseMessage large = await PutCodeAsync(app, 35_000_000);
        using HttpResponseMessage tooLarge = await PutCodeAsync(app, 41_000_000);

        Assert.Equal(HttpStatusCode.Created, large.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    private static Task<HttpResponseMessage> PutCodeAsync(EdgeApp app, int bytes)
    {
        ByteArrayContent content = new(new byte[bytes]);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/javascript");
        return app.Client.PutAsync("/_edge/functions/api", content);
    }

    private async Task<EdgeApp> StartAsync(Action<EdgeIsolatesAdminOptions>? configure = null)
    {
        EdgeApp app = await EdgeApp.StartAsync(
            map: mapped => mapped.MapEdgeIsolatesAdmin(),
            services: services => services.Configure(configure ?? (_ => { })));
        app.Functions.DeployAsync(Arg.Any<FunctionDeployment>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            _deployed = call.Arg<FunctionDeployment>();
            return DeployResult.Deployed(new EdgeFunction { Name = _deployed.Name, Version = "1-abc", Modules = _deployed.Modules, Routes = _deployed.Routes });
        });
        return app;
    }
}
