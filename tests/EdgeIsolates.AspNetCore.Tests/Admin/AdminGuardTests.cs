using System.Net;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class AdminGuardTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost", null, HttpStatusCode.OK)]
    [InlineData("::1", "[::1]:5000", null, HttpStatusCode.OK)]
    [InlineData("::ffff:127.0.0.1", "app.localhost", null, HttpStatusCode.OK)]
    [InlineData("10.0.0.7", "localhost", null, HttpStatusCode.Forbidden)]
    [InlineData("2001:db8::1", "localhost", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "localhost", "203.0.113.9", HttpStatusCode.Forbidden)]
    public async Task Caller_WithoutAuthorization_MustBeLocal(string address, string host, string? forwardedFor, HttpStatusCode status)
    {
        await using EdgeApp app = await StartAsync(address);
        using HttpRequestMessage request = new(HttpMethod.Get, "/_edge/functions");
        request.Headers.Host = host;
        request.Headers.Add("X-Forwarded-For", forwardedFor is null ? [] : [forwardedFor]);

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Caller_Remote_IsToldWhyAndLogged()
    {
        await using EdgeApp app = await StartAsync("10.0.0.7");

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Delete, "/_edge/functions/x");

        Assert.Contains("RequireAuthorization", (await EdgeApp.JsonOf(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("10.0.0.7", Assert.Single(app.Log.Lines).Text, StringComparison.Ordinal);
        await app.Functions.DidNotReceiveWithAnyArgs().RemoveAsync(default!);
    }

    [Fact]
    public async Task Caller_RemoteButAllowedByOption_IsServed()
    {
        await using EdgeApp app = await StartAsync("10.0.0.7", services: services =>
            services.Configure<EdgeIsolatesAdminOptions>(options => options.AllowAnonymousRemoteCallers = true));

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/_edge/functions")).StatusCode);
    }

    [Theory]
    [InlineData("right", HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Caller_RemoteWithAuthorization_IsDecidedByIt(string token, HttpStatusCode status)
    {
        await using EdgeApp app = await StartAsync(
            "10.0.0.7",
            services: services =>
            {
                services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenAuthentication>("token", null);
                services.AddAuthorization();
            },
            protect: admin => admin.RequireAuthorization());
        using HttpRequestMessage request = new(HttpMethod.Get, "/_edge/functions");
        request.Headers.Add("X-Token", token);

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("right", HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Caller_RemoteWithAFallbackPolicyAlone_IsDecidedByIt(string token, HttpStatusCode status)
    {
        await using EdgeApp app = await StartAsync("10.0.0.7", AddFallbackPolicy);
        using HttpRequestMessage request = new(HttpMethod.Get, "/_edge/functions");
        request.Headers.Add("X-Token", token);

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Caller_RemoteWithAFallbackPolicyTakenBack_IsRefused()
    {
        await using EdgeApp app = await StartAsync("10.0.0.7", AddFallbackPolicy, admin => admin.AllowAnonymous());
        using HttpRequestMessage request = new(HttpMethod.Get, "/_edge/functions");
        request.Headers.Add("X-Token", "right");

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static void AddFallbackPolicy(IServiceCollection services)
    {
        services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenAuthentication>("token", null);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static async Task<EdgeApp> StartAsync(
        string remoteAddress,
        Action<IServiceCollection>? services = null,
        Action<IEndpointConventionBuilder>? protect = null)
    {
        EdgeApp app = await EdgeApp.StartAsync(
            map: mapped =>
            {
                mapped.Use((context, next) =>
                {
                    context.Connection.RemoteIpAddress = IPAddress.Parse(remoteAddress);
                    return next(context);
                });
                mapped.UseRouting();
                if (protect is not null)
                {
                    mapped.UseAuthentication();
                    mapped.UseAuthorization();
                }

                IEndpointConventionBuilder admin = mapped.MapEdgeIsolatesAdmin();
                protect?.Invoke(admin);
            },
            services: services);
        app.Functions.List().Returns([]);
        return app;
    }
}
