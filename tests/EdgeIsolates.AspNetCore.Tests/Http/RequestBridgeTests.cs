using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.Http;

public sealed class RequestBridgeTests
{
    [Fact]
    public async Task Url_OfRequest_IsAbsoluteWithQuery()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        await app.Client.GetAsync("/fn/a/b?x=1&y=%20");

        Assert.Equal(new Uri(app.Address, "/fn/a/b?x=1&y=%20").AbsoluteUri, app.Runtime.LastRequest!.Url);
        Assert.Equal("GET", app.Runtime.LastRequest.Method);
    }

    [Theory]
    [InlineData("/fn/a%41%2Fb", "/fn/a%41%2Fb")]
    [InlineData("/fn/%e4%b8%96'~", "/fn/%e4%b8%96'~")]
    [InlineData("/fn/x/../y", "/fn/y")]
    [InlineData("/fn/a%2fb", "/fn/a%2fb")]
    public async Task Path_AsClientWroteIt_ReachesFunctionAndRoutes(string written, string seen)
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        await RawHttp.ExchangeAsync(app.Address, $"GET {written}?q HTTP/1.1\r\nHost: example.com:81\r\nConnection: close\r\n\r\n");

        Assert.Equal($"http://example.com:81{seen}?q", app.Runtime.LastRequest!.Url, ignoreCase: true);
        Assert.Equal("example.com", app.Runtime.LastMatch.Host);
        Assert.Equal(seen, app.Runtime.LastMatch.Path, ignoreCase: true);
    }

    [Fact]
    public async Task Path_RewrittenByHost_IsWhatTheHostMadeOfIt()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.Use((context, next) =>
            {
                context.Request.Path = "/fn/new place";
                return next(context);
            });
            mapped.UseRouting();
            mapped.MapEdgeIsolates();
        });

        await app.Client.GetAsync("/old");

        Assert.Equal(new Uri(app.Address, "/fn/new%20place").AbsoluteUri, app.Runtime.LastRequest!.Url);
    }

    [Fact]
    public async Task Headers_OfConnection_AreNotPassedOn()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        await RawHttp.ExchangeAsync(
            app.Address,
            "GET /fn/ HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nX-One: 2\r\nKeep-Alive: 5\r\nTE: trailers\r\nProxy-Authorization: secret\r\nConnection: close\r\n\r\n");

        List<string> headers = [.. app.Runtime.LastRequest!.Headers.Select(header => $"{header.Key}={header.Value}")];
        Assert.Equal(["Host=a", "X-One=1", "X-One=2"], headers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Body_OfPost_ArrivesWhole()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        byte[] sent = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];

        await app.Client.PostAsync("/fn/", new ByteArrayContent(sent));

        Assert.True(app.Runtime.LastRequest!.HasBody);
        Assert.Equal(sent, app.Runtime.LastRequest.Body.ToArray());
    }

    [Fact]
    public async Task Body_Absent_IsNoBody_AndEmptyIsOne()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        await app.Client.GetAsync("/fn/");
        Assert.False(app.Runtime.LastRequest!.HasBody);

        using HttpRequestMessage chunked = new(HttpMethod.Post, "/fn/") { Content = new StringContent("") };
        chunked.Headers.TransferEncodingChunked = true;
        await app.Client.SendAsync(chunked);
        Assert.True(app.Runtime.LastRequest.HasBody);
        Assert.True(app.Runtime.LastRequest.Body.IsEmpty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverLimit_Is413AndNoCall(bool chunked)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(services: services =>
            services.Configure<EdgeIsolatesOptions>(options => options.Limits = options.Limits with { RequestBodyBytes = 1000 }));
        using HttpRequestMessage request = new(HttpMethod.Post, "/fn/") { Content = new StringContent(new string('x', 1001), Encoding.UTF8) };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, app.Runtime.Calls);
    }

    [Fact]
    public async Task Call_WhenClientHangsUp_IsCanceled()
    {
        TaskCompletionSource<CancellationToken> called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.OnInvoke = async (_, cancellation) =>
        {
            using CancellationTokenRegistration registration = cancellation.Register(canceled.SetResult);
            called.SetResult(cancellation);
            await canceled.Task;
            return FakeRuntime.Failure(InvocationOutcome.Canceled);
        };
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> call = app.Client.GetAsync("/fn/", client.Token);
        await called.Task;
        await client.CancelAsync();

        await canceled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
