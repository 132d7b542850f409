using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.Http;

public sealed class FailureTests
{
    [Theory]
    [InlineData(InvocationOutcome.Exception, 500, "exception")]
    [InlineData(InvocationOutcome.ExceededCpu, 503, "exceededCpu")]
    [InlineData(InvocationOutcome.ExceededMemory, 503, "exceededMemory")]
    [InlineData(InvocationOutcome.ExceededWallTime, 504, "exceededWallTime")]
    [InlineData(InvocationOutcome.ExceededSubrequests, 508, "exceededSubrequests")]
    [InlineData(InvocationOutcome.LoadShed, 503, "loadShed")]
    [InlineData(InvocationOutcome.NotFound, 404, "notFound")]
    [InlineData(InvocationOutcome.Disabled, 503, "disabled")]
    [InlineData(InvocationOutcome.DeployFailed, 503, "deployFailed")]
    [InlineData(InvocationOutcome.InternalError, 500, "internalError")]
    public async Task Problem_OfOutcome_HasStatusTitleAndRequestId(InvocationOutcome outcome, int status, string name)
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Fail(outcome);

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");
        JsonElement problem = await EdgeApp.JsonOf(response);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(name, problem.GetProperty("outcome").GetString());
        Assert.Equal("request-1", problem.GetProperty("requestId").GetString());
        Assert.EndsWith(".", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(outcome == InvocationOutcome.LoadShed, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task Problem_InProduction_TellsNothingOfTheCode()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Fail(InvocationOutcome.Exception);

        string body = await (await app.Client.GetAsync("/fn/")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("index.js", body, StringComparison.Ordinal);
        Assert.DoesNotContain("is not a function", body, StringComparison.Ordinal);
        Assert.DoesNotContain("greeter", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", null)]
    [InlineData("Production", true)]
    public async Task Problem_WithDetails_ShowsPlaceAndSourceButNeverTheStack(string environment, bool? option)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(
            services: services => services.Configure<EdgeIsolatesHttpOptions>(options => options.ShowErrorDetails = option),
            environment: environment);
        app.Runtime.Fail(InvocationOutcome.Exception);

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");
        JsonElement problem = await EdgeApp.JsonOf(response);
        JsonElement error = problem.GetProperty("error");

        Assert.Equal("TypeError: x is not a function at index.js:3:14\n\n3 |   return x();\n  |              ^", problem.GetProperty("detail").GetString());
        Assert.Equal("greeter", error.GetProperty("function").GetString());
        Assert.Equal("TypeError", error.GetProperty("name").GetString());
        Assert.Equal("index.js", error.GetProperty("module").GetString());
        Assert.Equal(3, error.GetProperty("line").GetInt32());
        Assert.DoesNotContain("secretName", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfException_ShowsFunctionVersionAndPlaceInOneLine()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Fail(InvocationOutcome.Exception, new EdgeError("Bad\r\nName", "one\nfail: forged \uD800\u001b[31m", "index.js", 3, 14, null, ""));

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        CollectedLine line = Assert.Single(app.Log.Lines);
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Equal("Function greeter 3-9f86d081 failed at index.js:3:14: Bad  Name: one fail: forged \uFFFD [31m (request request-1)", line.Text);
    }

    [Theory]
    [InlineData(InvocationOutcome.ExceededCpu, LogLevel.Warning)]
    [InlineData(InvocationOutcome.LoadShed, LogLevel.Warning)]
    [InlineData(InvocationOutcome.InternalError, LogLevel.Error)]
    [InlineData(InvocationOutcome.Canceled, LogLevel.Debug)]
    [InlineData(InvocationOutcome.Disabled, LogLevel.Information)]
    public async Task Log_OfOutcome_HasItsLevel(InvocationOutcome outcome, LogLevel level)
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Fail(outcome);

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.Equal(level, Assert.Single(app.Log.Lines).Level);
    }
}
