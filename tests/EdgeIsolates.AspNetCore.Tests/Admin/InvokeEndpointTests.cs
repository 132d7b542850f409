using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class InvokeEndpointTests
{
    [Fact]
    public async Task Invoke_CallsTheFunctionAndTellsAllAboutIt()
    {
        await using EdgeApp app = await StartAsync();
        app.Runtime.OnInvoke = (_, _) =>
        {
            app.Tail.Write(RecordOf("another", "not mine"));
            app.Tail.Write(RecordOf("request-1", "mine"));
            return new(FakeRuntime.Ok("hé") with { WallTime = TimeSpan.FromMilliseconds(2), IsolateId = "i-1" });
        };

        JsonElement answer = await InvokeAsync(app, new
        {
            method = "POST",
            url = "/api/x?y=1",
            headers = new Dictionary<string, string> { ["X-A"] = "1" },
            body = "in",
        });

        EdgeRequest request = app.Runtime.LastRequest!;
        Assert.Equal(("POST", $"{app.Address}api/x?y=1", "in"), (request.Method, request.Url, Encoding.UTF8.GetString(request.Body.Span)));
        Assert.Equal([KeyValuePair.Create("X-A", "1")], request.Headers);
        Assert.Equal(("ok", 200, "hé"), (answer.GetProperty("outcome").GetString(), answer.GetProperty("status").GetInt32(), answer.GetProperty("body").GetString()));
        Assert.Equal(("content-type", 2.0, "i-1"), (answer.GetProperty("headers")[0].GetProperty("name").GetString(), answer.GetProperty("wallMs").GetDouble(), answer.GetProperty("isolateId").GetString()));
        Assert.Equal("mine", Assert.Single(answer.GetProperty("logs").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(0, app.Tail.Listeners);
    }

    [Fact]
    public async Task Invoke_OfAFailingFunction_Is200WithTheErrorInIt()
    {
        await using EdgeApp app = await StartAsync();
        app.Runtime.OnInvoke = (_, _) =>
        {
            app.Tail.Write(RecordOf("request-1", "before it failed"));
            return new(FakeRuntime.Failure(InvocationOutcome.Exception));
        };

        JsonElement answer = await InvokeAsync(app, new { });

        Assert.Equal("exception", answer.GetProperty("outcome").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("status").ValueKind);
        Assert.Equal(("index.js", 3), (answer.GetProperty("error").GetProperty("module").GetString(), answer.GetProperty("error").GetProperty("line").GetInt32()));
        Assert.Equal("before it failed", answer.GetProperty("logs")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Invoke_AnswerOfBytesOrWithoutEnd_IsShownAsFarAsItGoes()
    {
        await using EdgeApp app = await StartAsync();
        app.Runtime.OnInvoke = (_, _) =>
        {
            app.Tail.Write(RecordOf("request-1", "x"));
            return new(FakeRuntime.Ok(new EdgeResponse { Status = 200, Body = new byte[] { 0xff, 0xfe } }));
        };
        JsonElement bytes = await InvokeAsync(app, new { });
        Pipe endless = new(new PipeOptions(pauseWriterThreshold: 0));
        await endless.Writer.WriteAsync(Encoding.UTF8.GetBytes(new string('é', 200_000)));
        app.Runtime.OnInvoke = (_, _) =>
        {
            app.Tail.Write(RecordOf("request-1", "x"));
            return new(FakeRuntime.Ok(new EdgeResponse { Status = 200, BodyReader = endless.Reader }));
        };
        JsonElement cut = await InvokeAsync(app, new { });

        Assert.Equal(("//4=", false), (bytes.GetProperty("bodyBase64").GetString(), bytes.GetProperty("isBodyCutOff").GetBoolean()));
        Assert.Equal((new string('é', 131_072), true), (cut.GetProperty("body").GetString(), cut.GetProperty("isBodyCutOff").GetBoolean()));
    }

    [Theory]
    [InlineData("{\"url\": \"ftp://x/\"}")]
    [InlineData("{\"url\": \"x\"}")]
    [InlineData("{\"method\": \"GET\", \"body\": \"x\"}")]
    [InlineData("{\"method\": \"G T\"}")]
    [InlineData("{\"headers\": {\"a\": \"x\\r\\ny: z\"}}")]
    [InlineData("{\"headers\": {\"a b\": \"x\"}}")]
    [InlineData("{\"headers\": {\"a\": null}}")]
    [InlineData("{\"method\": \"POST\", \"body\": \"x\", \"bodyBase64\": \"eA==\"}")]
    [InlineData("{\"bodyBase64\": \"%\"}")]
    public async Task Invoke_UnsoundRequest_Is400(string json)
    {
        await using EdgeApp app = await StartAsync();

        using HttpResponseMessage response = await app.Client.PostAsync("/_edge/functions/greeter/invoke", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, app.Runtime.Calls);
    }

    [Fact]
    public async Task Invoke_OfNoFunction_Is404()
    {
        await using EdgeApp app = await StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.PostAsJsonAsync("/_edge/functions/none/invoke", new { })).StatusCode);
    }

    private static InvocationRecord RecordOf(string requestId, string line) => new()
    {
        StartedAt = default,
        FunctionName = "greeter",
        RequestId = requestId,
        Outcome = InvocationOutcome.Ok,
        Logs = [new InvocationLogLine(default, FunctionLogLevel.Log, line)],
    };

    private static async Task<JsonElement> InvokeAsync(EdgeApp app, object request)
    {
        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("/_edge/functions/greeter/invoke", request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await EdgeApp.JsonOf(response);
    }

    private static async Task<EdgeApp> StartAsync()
    {
        EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        app.Functions.Find("greeter").Returns(FakeRuntime.Function);
        return app;
    }
}
