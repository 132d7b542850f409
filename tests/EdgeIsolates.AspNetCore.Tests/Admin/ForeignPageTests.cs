using System.Net;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using NSubstitute;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

/// <summary>What a page of another origin can make a browser send without a preflight: a POST with a content type of forms, or with none.</summary>
public sealed class ForeignPageTests
{
    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; x=application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Post_ThatAPageCanSend_ChangesNothing(string? contentType)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());

        using HttpResponseMessage disabled = await app.Client.SendAsync(NewPost("disable", contentType));
        using HttpResponseMessage rolledBack = await app.Client.SendAsync(NewPost("rollback", contentType));
        using HttpResponseMessage invoked = await app.Client.SendAsync(NewPost("invoke", contentType));

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [disabled.StatusCode, rolledBack.StatusCode, invoked.StatusCode]);
        Assert.Contains("X-Edge-Admin", (await EdgeApp.JsonOf(disabled)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(app.Functions.ReceivedCalls());
        Assert.Equal(0, app.Runtime.Calls);
    }

    [Fact]
    public async Task Post_OfJson_IsServed()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin());
        app.Functions.DisableAsync(default!).ReturnsForAnyArgs(ChangeResult.Changed(FakeRuntime.Function));

        Assert.Equal(HttpStatusCode.OK, (await app.Client.SendAsync(NewPost("disable", "application/json"))).StatusCode);
    }

    private static HttpRequestMessage NewPost(string change, string? contentType)
    {
        ByteArrayContent content = new(contentType is null ? [] : Encoding.UTF8.GetBytes("{}"));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return new HttpRequestMessage(HttpMethod.Post, $"/_edge/functions/greeter/{change}") { Content = content };
    }
}
