using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class AdminExposureTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:0")]
    public async Task Start_OnThisMachineOnly_Goes(string url)
    {
        await using WebApplication app = NewApp(url);
        app.MapEdgeIsolatesAdmin();
        await app.StartAsync();
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://+:0")]
    [InlineData("http://127.0.0.1:0;http://0.0.0.0:0")]
    public async Task Start_OpenToOthers_IsRefusedWithWhatToDo(string urls)
    {
        await using WebApplication app = NewApp(urls);
        app.MapEdgeIsolatesAdmin();

        InvalidOperationException refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains("RequireAuthorization", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("RequireHost", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OpenButWithoutAdmin_Goes()
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0");
        app.MapEdgeIsolates();
        await app.StartAsync();
    }

    [Fact]
    public async Task Start_OpenWithAuthorization_Goes()
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0", services =>
        {
            services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenAuthentication>("token", null);
            services.AddAuthorization();
        });
        app.MapEdgeIsolatesAdmin().RequireAuthorization();
        await app.StartAsync();
    }

    [Fact]
    public async Task Start_OpenWithAuthorizationTakenBack_IsRefused()
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0", services => services.AddAuthentication().Services.AddAuthorization());
        app.MapEdgeIsolatesAdmin().RequireAuthorization().AllowAnonymous();
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_OpenWithAFallbackPolicy_GoesUnlessAnonymousIsAllowed(bool allowAnonymous)
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0", services =>
        {
            services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenAuthentication>("token", null);
            services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        });
        IEndpointConventionBuilder admin = app.MapEdgeIsolatesAdmin();
        if (allowAnonymous)
        {
            admin.AllowAnonymous();
            await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());
        }
        else
        {
            await app.StartAsync();
        }
    }

    [Fact]
    public async Task Start_OpenByOption_Goes()
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0", services =>
            services.Configure<EdgeIsolatesAdminOptions>(options => options.AllowAnonymousRemoteCallers = true));
        app.MapEdgeIsolatesAdmin();
        await app.StartAsync();
    }

    [Fact]
    public async Task Start_OpenWithTheAdminKeptToLocalhost_Goes()
    {
        await using WebApplication app = NewApp("http://0.0.0.0:0");
        app.MapEdgeIsolatesAdmin().RequireHost("localhost");
        await app.StartAsync();
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080", "*:9000", false)]
    [InlineData("http://0.0.0.0:9000", "*:9000", true)]
    [InlineData("http://[::]:8080", "admin.example", true)]
    [InlineData("http://[::]:8080", "localhost:8080", false)]
    [InlineData("http://10.0.0.1:8080", null, true)]
    [InlineData("https://localhost:8080", null, false)]
    [InlineData("http://unix:/tmp/x.sock", null, false)]
    [InlineData("nonsense", null, false)]
    public void IsReachable_ByAddressAndAskedHost(string address, string? host, bool isReachable)
    {
        Endpoint endpoint = new(null, host is null ? null : new EndpointMetadataCollection(new HostAttribute(host)), null);
        Assert.Equal(isReachable, AdminExposure.IsReachable(endpoint, address));
    }

    private static WebApplication NewApp(string urls, Action<IServiceCollection>? services = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.WebHost.UseUrls(urls);
        builder.Logging.ClearProviders();
        builder.Services.AddEdgeIsolates(options => options.Pool.MinBlanks = 0);
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
