using System.Net;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore.Tests.Http;

public sealed class AnswerTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("hello");

    [Fact]
    public async Task Answer_OfFunction_ArrivesWithStatusReasonHeadersAndBytes()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        app.Runtime.Answer(new EdgeResponse { Status = 299, StatusText = "Quite Fine", Headers = [new("content-type", "application/x-bytes"), new("x-a", "b")], Body = bytes });

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.Equal(299, (int)response.StatusCode);
        Assert.Equal("Quite Fine", response.ReasonPhrase);
        Assert.Equal("application/x-bytes", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("b", response.Headers.GetValues("x-a").Single());
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Cookies_Several_StaySeparateAndInOrder()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Answer(new EdgeResponse { Status = 200, Headers = [new("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"), new("set-cookie", "b=2")] });

        string answer = await RawHttp.ExchangeAsync(app.Address, "GET /fn/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Contains("set-cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("set-cookie: b=2\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Framing_DeclaredByFunction_IsReplacedByTheTrueOne()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Answer(new EdgeResponse
        {
            Status = 200,
            Headers = [new("Content-Length", "3"), new("Transfer-Encoding", "chunked"), new("Upgrade", "h2c"), new("Keep-Alive", "9"), new("x-kept", "1")],
            Body = Body,
        });

        string answer = await RawHttp.ExchangeAsync(app.Address, "GET /fn/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.Contains("Content-Length: 5\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("x-kept: 1\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Upgrade", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Keep-Alive", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\nhello", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD", 200, "Content-Length: 5")]
    [InlineData("GET", 304, null)]
    [InlineData("GET", 204, null)]
    [InlineData("GET", 205, "Content-Length: 0")]
    public async Task Body_WhereHttpHasNone_IsNotSent(string method, int status, string? lengthHeader)
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Answer(new EdgeResponse { Status = status, Body = Body });

        string answer = await RawHttp.ExchangeAsync(app.Address, $"{method} /fn/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(lengthHeader is not null, answer.Contains(lengthHeader ?? "Content-Length", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Length_DeclaredOnHeadWithoutBody_IsKept()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();
        app.Runtime.Answer(new EdgeResponse { Status = 200, Headers = [new("content-length", "1234")] });

        using HttpResponseMessage response = await app.SendAsync(HttpMethod.Head, "/fn/");

        Assert.Equal(1234, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Header_ThatTheServerDoesNotSend_IsAReadableFailure()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(environment: "Development");
        app.Runtime.Answer(new EdgeResponse { Status = 200, Headers = [new("x-first", "1"), new("x-name", "caf\u00e9")], Body = Body });

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.False(response.Headers.Contains("x-first"));
        Assert.Contains("x-name", (await EdgeApp.JsonOf(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimingsAndId_WhenAskedFor_AreHeaders()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(services: services => services.Configure<EdgeIsolatesHttpOptions>(options =>
        {
            options.ShowTimings = true;
            options.ShowRequestId = true;
        }));
        app.Runtime.OnInvoke = (_, _) => new(FakeRuntime.Ok("x") with
        {
            WallTime = TimeSpan.FromMilliseconds(12.5),
            CpuTime = TimeSpan.FromMicroseconds(800),
            ColdStart = new ColdStartPhases(
                TimeSpan.FromMilliseconds(0.1),
                TimeSpan.FromMilliseconds(0.2),
                TimeSpan.FromMilliseconds(0.3),
                TimeSpan.FromMilliseconds(0.4),
                TimeSpan.FromMilliseconds(1),
                CodeCacheOutcome.Hit),
        });

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.Equal("request-1", response.Headers.GetValues("X-Edge-Request-Id").Single());
        Assert.Equal(
            "total;dur=12.5, cpu;dur=0.8, cold;dur=1, blank;dur=0.1, load;dur=0.2, compile;desc=cache-hit;dur=0.3, evaluate;dur=0.4, first;dur=1",
            string.Join(", ", response.Headers.GetValues("Server-Timing")));
    }

    [Fact]
    public async Task TimingsAndId_WhenNotAskedFor_AreNotSent()
    {
        await using EdgeApp app = await EdgeApp.StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.False(response.Headers.Contains("X-Edge-Request-Id"));
        Assert.False(response.Headers.Contains("Server-Timing"));
    }

    [Fact]
    public async Task Feature_AfterCall_TellsTheHostWhatHappened()
    {
        await using EdgeApp app = await EdgeApp.StartAsync(map: mapped =>
        {
            mapped.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    IEdgeInvocationFeature feature = context.Features.Get<IEdgeInvocationFeature>()!;
                    context.Response.Headers["x-seen"] = $"{feature.Function.Name}@{feature.Result.FunctionVersion} {feature.Result.Outcome}";
                    return Task.CompletedTask;
                });
                return next(context);
            });
            mapped.UseRouting();
            mapped.MapEdgeIsolates();
        });

        using HttpResponseMessage response = await app.Client.GetAsync("/fn/");

        Assert.Equal("greeter@3-9f86d081 Ok", response.Headers.GetValues("x-seen").Single());
    }
}
