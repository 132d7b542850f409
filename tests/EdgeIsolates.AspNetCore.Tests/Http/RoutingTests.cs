using System.Net;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore.Tests.Http;

public sealed class RoutingTests
{
    [Fact]
    public async Task Map_HostsOwnEndpoint_Wins()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.MapEdgeIsolates();
            mapped.MapGet("/fn/mine", (RequestDelegate)(context => context.Response.WriteAsync("host")));
            mapped.MapGet("/fn/{anything}/deep", (RequestDelegate)(context => context.Response.WriteAsync("host")));
        });

        Assert.Equal("host", await app.Client.GetStringAsync("/fn/mine"));
        Assert.Equal("host", await app.Client.GetStringAsync("/fn/any/deep"));
        Assert.Equal("hello", await app.Client.GetStringAsync("/fn/other"));
    }

    [Fact]
    public async Task Map_WithHostsFallback_FunctionsComeFirst()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.MapFallback((RequestDelegate)(context => context.Response.WriteAsync("fallback")));
            mapped.MapEdgeIsolates();
        });

        Assert.Equal("hello", await app.Client.GetStringAsync("/fn/x"));
    }

    [Fact]
    public async Task Map_NoFunctionFits_Is404()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync("/elsewhere");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("notFound", (await EdgeApp.JsonOf(response)).GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Use_NoFunctionFits_CallsNext()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.UseEdgeIsolates();
            mapped.Run(context => context.Response.WriteAsync("next"));
        });

        Assert.Equal("next", await app.Client.GetStringAsync("/elsewhere"));
        Assert.Equal("hello", await app.Client.GetStringAsync("/fn/x"));
    }

    [Fact]
    public async Task Use_FailureAfterPassThrough_CallsNextWithTheBody()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.UseEdgeIsolates();
            mapped.Run(async context => await context.Response.WriteAsync("next got " + await new StreamReader(context.Request.Body).ReadToEndAsync()));
        });
        app.Runtime.OnInvoke = (_, _) => new(FakeRuntime.Failure(InvocationOutcome.Exception) with { PassThrough = true });

        using HttpResponseMessage response = await app.Client.PostAsync("/fn/x", new StringContent("abc"));

        Assert.Equal("next got abc", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Map_WithoutServices_SaysWhatIsMissing()
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => app.MapEdgeIsolates());

        Assert.Contains("AddEdgeIsolates()", error.Message, StringComparison.Ordinal);
    }
}
