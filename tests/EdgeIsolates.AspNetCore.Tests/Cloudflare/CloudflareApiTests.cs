using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;

namespace EdgeIsolates.AspNetCore.Tests.Cloudflare;

/// <summary>The calls that wrangler makes, over real HTTP and the real engine. That wrangler makes these, its own test shows.</summary>
public sealed class CloudflareApiTests : IAsyncLifetime
{
    private const string Scripts = "/client/v4/accounts/any/workers/scripts";
    private const string Both = "export default { fetch: () => new Response('both'), scheduled() {}, queue() {} }";

    private LiveApp _app = null!;

    public async Task InitializeAsync()
    {
        _app = await LiveApp.StartAsync("export default { fetch: () => new Response('other') }", map: static mapped =>
        {
            mapped.MapEdgeIsolates();
            mapped.MapCloudflareApi();
        });
        _app.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Request_WithoutAuthorization_IsRefused()
    {
        using HttpClient stranger = new() { BaseAddress = _app.Address };

        using HttpResponseMessage response = await stranger.GetAsync(Scripts);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("9106", CodesOf(await EdgeApp.JsonOf(response)));
    }

    [Fact]
    public async Task Request_OfWhatIsNotServed_SaysSo()
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Get, "/client/v4/accounts/any/workers/dispatch/namespaces");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("has no GET /client/v4/accounts/any/workers/dispatch/namespaces", ErrorOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_ThatIsNotThere_IsTheErrorThatWranglerKnows()
    {
        foreach (string path in new[] { "/client/v4/accounts/any/workers/services/none", $"{Scripts}/none/deployments", $"{Scripts}/none/secrets", $"{Scripts}/none/versions" })
        {
            Assert.Equal("10007", CodesOf((await SendAsync(HttpMethod.Get, path)).Answer));
        }

        Assert.Equal("10007", CodesOf((await SendAsync(HttpMethod.Put, $"{Scripts}/none/routes", """[{ "pattern": "*/x" }]""")).Answer));
    }

    [Fact]
    public async Task Triggers_SetAtTheSameMoment_AreAllSetAndEachIsAVersion()
    {
        await UploadAsync(Both);

        Task<(HttpStatusCode Status, JsonElement Answer)>[] changes =
        [
            SendAsync(HttpMethod.Put, $"{Scripts}/api/routes", """[{ "pattern": "*/api/*", "zone_id": "z" }]"""),
            SendAsync(HttpMethod.Put, $"{Scripts}/api/schedules", """[{ "cron": "*/5 * * * *" }]"""),
            SendAsync(HttpMethod.Post, "/client/v4/accounts/any/queues/jobs/consumers", """{ "script_name": "api", "dead_letter_queue": "dead", "settings": { "batch_size": 7, "max_retries": null } }"""),
        ];
        Assert.All(await Task.WhenAll(changes), static change => Assert.Equal(HttpStatusCode.OK, change.Status));

        FunctionVersion live = Live();
        Assert.Equal(4, live.Number);
        Assert.Equal(["/api/*"], live.Routes);
        Assert.Equal([new CronTrigger { Cron = "*/5 * * * *" }], live.Config.Crons);
        Assert.Equal([new QueueConsumer { Queue = "jobs", DeadLetterQueue = "dead", MaxBatchSize = 7 }], live.Config.Queues.Consumers);
        Assert.Equal("both", await _app.Client.GetStringAsync("/api/x"));

        await SendAsync(HttpMethod.Put, $"{Scripts}/api/routes", """[{ "pattern": "*/api/*" }]""");
        await UploadAsync(Both);
        Assert.Equal(5, Live().Number);
        Assert.Equal((1, 1, 1), (Live().Routes.Count, Live().Config.Crons.Count, Live().Config.Queues.Consumers.Count));
    }

    [Fact]
    public async Task Upload_WhoseHandlersAreGone_LosesItsTriggers_AndTheyCannotBeSetAgain()
    {
        await UploadAsync(Both);
        await SendAsync(HttpMethod.Put, $"{Scripts}/api/routes", """[{ "pattern": "*/api/*" }]""");
        await SendAsync(HttpMethod.Put, $"{Scripts}/api/schedules", """[{ "cron": "*/5 * * * *" }]""");

        await UploadAsync("export default { fetch: () => new Response('alone') }");
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Put, $"{Scripts}/api/schedules", """[{ "cron": "*/5 * * * *" }]""");

        Assert.Equal("alone", await _app.Client.GetStringAsync("/api/x"));
        Assert.Empty(Live().Config.Crons);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("needs a handler \"scheduled\"", ErrorOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_Faulty_TellsEachFaultAndItsPlace()
    {
        (HttpStatusCode status, JsonElement answer) = await TryUploadAsync($"{Scripts}/api", HttpMethod.Put, "export default { fetch( { }", """{ "bindings": [{ "name": "AI", "type": "ai" }] }""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("10021 10021", CodesOf(answer));
        string[] messages = [.. answer.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("message").GetString()!)];
        Assert.StartsWith("The binding AI is of type \"ai\", and this host has no provider for it.", messages[0], StringComparison.Ordinal);
        Assert.StartsWith("SyntaxError: ", messages[1], StringComparison.Ordinal);
        Assert.Contains(" at index.js:1:", messages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_UploadedAloneGetNoRequests_UntilADeploymentGivesThemSome()
    {
        await UploadAsync("export default { fetch: () => new Response('one') }");
        await SendAsync(HttpMethod.Put, $"{Scripts}/api/routes", """[{ "pattern": "*/api/*" }]""");
        string second = (await TryUploadAsync($"{Scripts}/api/versions", HttpMethod.Post, "export default { fetch: () => new Response('two') }")).Answer.GetProperty("result").GetProperty("id").GetString()!;
        Assert.Equal("one", await _app.Client.GetStringAsync("/api/x"));

        JsonElement items = (await SendAsync(HttpMethod.Get, $"{Scripts}/api/versions")).Answer.GetProperty("result").GetProperty("items");
        Assert.Equal([3, 2, 1], items.EnumerateArray().Select(static item => item.GetProperty("number").GetInt32()));
        string first = items[1].GetProperty("id").GetString()!;
        Assert.True(Guid.TryParse(first, out _));
        Assert.Equal(second, items[0].GetProperty("id").GetString());

        Assert.Equal(HttpStatusCode.OK, (await DeployAsync((second, 30), (first, 70))).Status);
        Assert.Equal([(2, 70), (3, 30)], _app.Functions.Find("api")!.Traffic.Select(static share => (share.Version.Number, share.Percent)));
        JsonElement shares = (await SendAsync(HttpMethod.Get, $"{Scripts}/api/deployments")).Answer.GetProperty("result").GetProperty("deployments")[0].GetProperty("versions");
        Assert.Equal([(first, 70), (second, 30)], shares.EnumerateArray().Select(static share => (share.GetProperty("version_id").GetString()!, share.GetProperty("percentage").GetInt32())));

        Assert.Equal(HttpStatusCode.OK, (await DeployAsync((second, 100))).Status);
        Assert.Equal("two", await _app.Client.GetStringAsync("/api/x"));
        string oldest = items[2].GetProperty("id").GetString()!;
        Assert.Equal(HttpStatusCode.Conflict, (await DeployAsync((first, 50), (oldest, 50))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await DeployAsync((first, 50))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await DeployAsync((Guid.NewGuid().ToString(), 100))).Status);
    }

    [Fact]
    public async Task Secrets_AreSetListedAndTakenAway()
    {
        await UploadAsync("export default { fetch: (request, env) => new Response(env.KEY) }");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, $"{Scripts}/api/secrets", """{ "name": "KEY", "text": "s3cret", "type": "secret_text" }""")).Status);
        Assert.Equal("""[{"name":"KEY","type":"secret_text"}]""", (await SendAsync(HttpMethod.Get, $"{Scripts}/api/secrets")).Answer.GetProperty("result").GetRawText());
        await SendAsync(HttpMethod.Delete, $"{Scripts}/api/secrets/KEY");
        Assert.Empty(Live().SecretNames);
    }

    [Fact]
    public async Task WorkersDev_IsNotHad()
    {
        await UploadAsync(Both);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, $"{Scripts}/api/subdomain", """{ "enabled": false }""")).Status);
        (HttpStatusCode status, JsonElement answer) = await SendAsync(HttpMethod.Post, $"{Scripts}/api/subdomain", """{ "enabled": true }""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("no workers.dev", ErrorOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_TakesTheFunctionAway()
    {
        await UploadAsync(Both);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Delete, "/client/v4/accounts/any/workers/services/api?force=false")).Status);
        Assert.Equal("10007", CodesOf((await SendAsync(HttpMethod.Get, "/client/v4/accounts/any/workers/services/api")).Answer));
    }

    private static string CodesOf(JsonElement answer) => string.Join(' ', answer.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("code").GetInt32()));

    private static string ErrorOf(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("message").GetString()!;

    private FunctionVersion Live() => Assert.Single(_app.Functions.Find("api")!.Traffic).Version;

    private Task<(HttpStatusCode Status, JsonElement Answer)> DeployAsync(params (string Id, int Percent)[] versions) => SendAsync(
        HttpMethod.Post,
        $"{Scripts}/api/deployments",
        JsonSerializer.Serialize(new { strategy = "percentage", versions = versions.Select(static version => new { version_id = version.Id, percentage = version.Percent }) }));

    private async Task UploadAsync(string code)
    {
        (HttpStatusCode status, JsonElement answer) = await TryUploadAsync($"{Scripts}/api", HttpMethod.Put, code);
        Assert.True(status == HttpStatusCode.OK, answer.GetRawText());
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> TryUploadAsync(string path, HttpMethod method, string code, string metadata = """{ "main_module": "index.js" }""")
    {
        using MultipartFormDataContent form = [];
        StringContent main = new(code);
        main.Headers.ContentType = new MediaTypeHeaderValue("application/javascript+module");
        form.Add(new StringContent(metadata), "metadata");
        form.Add(main, "index.js", "index.js");
        using HttpResponseMessage response = await _app.Client.SendAsync(new HttpRequestMessage(method, path) { Content = form });
        return (response.StatusCode, await EdgeApp.JsonOf(response));
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        HttpRequestMessage request = new(method, path) { Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await _app.Client.SendAsync(request);
        return (response.StatusCode, await EdgeApp.JsonOf(response));
    }
}
