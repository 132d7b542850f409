using System.Net.Sockets;
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

    [Theory]
    [InlineData(64 * 1024, false, true)]
    [InlineData((64 * 1024) + 1, false, false)]
    [InlineData(300_000, false, false)]
    [InlineData(10, true, false)]
    public async Task Body_OfPost_ArrivesWholeWhenSmallElseInPieces(int length, bool chunked, bool isWhole)
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        byte[] sent = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        byte[] seen = [];
        app.Runtime.OnInvoke = async (request, _) =>
        {
            seen = await BytesOf(request);
            return FakeRuntime.Ok("hello");
        };
        using HttpRequestMessage post = new(HttpMethod.Post, "/fn/") { Content = new ByteArrayContent(sent) };
        post.Headers.TransferEncodingChunked = chunked;

        await app.Client.SendAsync(post);

        Assert.True(app.Runtime.LastRequest!.HasBody);
        Assert.Equal(isWhole, app.Runtime.LastRequest.BodyReader is null);
        Assert.Equal(sent, seen);
    }

    [Fact]
    public async Task Body_ReadAfterTheAnswer_IsGone()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        TaskCompletionSource<Task<byte[]>> reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        app.Runtime.OnInvoke = (request, _) =>
        {
            reading.SetResult(BytesOf(request));
            return new(FakeRuntime.Ok("hello"));
        };
        using TcpClient client = new();
        await client.ConnectAsync(app.Address.Host, app.Address.Port);

        await client.GetStream().WriteAsync("POST /fn/ HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx"u8.ToArray());

        Task<byte[]> read = await reading.Task.WaitAsync(TimeSpan.FromSeconds(30));
        IOException failure = await Assert.ThrowsAsync<IOException>(() => read).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("has been answered", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OverLimit_Is413(bool chunked)
    {
        await using EdgeApp app = await EdgeApp.StartAsync(services: services =>
            services.Configure<EdgeIsolatesOptions>(options => options.Limits = options.Limits with { RequestBodyBytes = 1000 }));
        app.Runtime.OnInvoke = async (request, _) =>
        {
            if (!chunked)
            {
                Assert.Equal((1001, null), (request.DeclaredBodyLength, request.BodyReader));
                return FakeRuntime.Failure(InvocationOutcome.ExceededMemory);
            }

            IOException failure = await Assert.ThrowsAsync<IOException>(() => BytesOf(request));
            return FakeRuntime.Failure(InvocationOutcome.Exception, EdgeError.WithoutPlace("TypeError", failure.Message));
        };
        using HttpRequestMessage request = new(HttpMethod.Post, "/fn/") { Content = new StringContent(new string('x', 1001), Encoding.UTF8) };
        request.Headers.TransferEncodingChunked = chunked;

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(StatusCodes.Status413PayloadTooLarge, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
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

    private static async Task<byte[]> BytesOf(EdgeRequest request)
    {
        if (request.BodyReader is null)
        {
            return request.Body.ToArray();
        }

        using MemoryStream bytes = new();
        await request.BodyReader.CopyToAsync(bytes);
        await request.BodyReader.CompleteAsync();
        return bytes.ToArray();
    }
}
