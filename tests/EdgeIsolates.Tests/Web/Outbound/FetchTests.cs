using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Web.Outbound;

/// <summary><c>fetch</c> of scripts, answered by the host without a network.</summary>
public sealed class FetchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Fetch_Request_ReachesTheHandlerAsTheScriptMadeIt()
    {
        var outbound = new FakeOutbound(_ => FakeOutbound.Text("pong", 201, new("X-One", "1"), new("Set-Cookie", "a=1"), new("Set-Cookie", "b=2")));
        string text = await RunAsync(outbound,
            """
            const response = await fetch('https://api.example.com/a?b#c', { method: 'PUT', headers: { 'X-In': 'v', Host: 'evil', Connection: 'close', 'Content-Length': '9' }, body: 'ping' });
            return [response.status, response.ok, response.url, response.redirected, response.type, response.headers.get('x-one'),
              response.headers.getSetCookie().length, await response.text()].join();
            """);

        Assert.Equal("201,true,https://api.example.com/a?b,false,basic,1,2,pong", text);
        OutboundRequest request = Assert.Single(outbound.Requests);
        Assert.Equal(("PUT", "https://api.example.com/a?b", "f", "ping"), (request.Method, request.Url.AbsoluteUri, request.Function.Name, Encoding.UTF8.GetString(request.Body.Span)));
        Assert.Equal(
            ["accept: */*", "content-type: text/plain;charset=UTF-8", "x-in: v"],
            request.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(301, "POST", "GET", "")]
    [InlineData(302, "POST", "GET", "")]
    [InlineData(303, "PUT", "GET", "")]
    [InlineData(307, "POST", "POST", "data")]
    [InlineData(308, "PUT", "PUT", "data")]
    [InlineData(301, "PUT", "PUT", "data")]
    public async Task Redirect_Followed_ChangesMethodAndBodyByTheStandard(int status, string method, string thenMethod, string thenBody)
    {
        var outbound = new FakeOutbound(request => request.Url.AbsolutePath == "/a" ? Redirect(status, "../b?q") : FakeOutbound.Text("there"));
        string text = await RunAsync(outbound,
            $$"""
            const response = await fetch('https://a.example/a#f', { method: '{{method}}', body: 'data', headers: { authorization: 'secret' } });
            return `${response.url} ${response.redirected} ${await response.text()}`;
            """);

        Assert.Equal("https://a.example/b?q true there", text);
        OutboundRequest last = outbound.Requests.Last();
        Assert.Equal((thenMethod, thenBody), (last.Method, Encoding.UTF8.GetString(last.Body.Span)));
        Assert.Equal(thenBody.Length > 0, last.Headers.Any(header => header.Key == "content-type"));
        Assert.Contains(last.Headers, header => header.Key == "authorization");
    }

    [Fact]
    public async Task Redirect_ToAnotherOrigin_DropsSecrets()
    {
        var outbound = new FakeOutbound(request => request.Url.Host == "a.example" ? Redirect(302, "https://b.example/") : FakeOutbound.Text(""));
        await RunAsync(outbound, "await fetch('https://a.example/', { headers: { authorization: 'secret', cookie: 'c', 'x-kept': '1' } }); return 'ok';");

        Assert.Equal(["accept", "x-kept"], outbound.Requests.Last().Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{ redirect: 'error' }", "fetch failed: a redirect (status 302) came, and redirect: 'error' was asked for", 1)]
    [InlineData("{}", "fetch failed: more than 20 redirects", 21)]
    [InlineData("{ method: 'POST', duplex: 'half', body: new ReadableStream({ start(c) { c.close(); } }) }", "fetch failed: a redirect with status 302 needs the body again, but it was a stream", 1)]
    public async Task Redirect_NotAllowed_IsATypeError(string init, string message, int requests)
    {
        var outbound = new FakeOutbound(_ => Redirect(302, "/again"));
        Assert.Equal($"TypeError {message}", await FailAsync(outbound, $"fetch('https://a.example/', {init})"));
        Assert.Equal(requests, outbound.Requests.Count);
    }

    [Fact]
    public async Task Redirect_Manual_IsHandedOn()
    {
        var outbound = new FakeOutbound(_ => Redirect(302, "/there"));
        Assert.Equal("302 /there", await RunAsync(outbound, "const r = await fetch('https://a.example/', { redirect: 'manual' }); return `${r.status} ${r.headers.get('location')}`;"));
    }

    [Theory]
    [InlineData("fetch('ftp://a.example/')", "TypeError fetch failed: ftp: is not a scheme that can be fetched: ftp://a.example/")]
    [InlineData("fetch('https://a.example/')", "TypeError fetch failed: no such luck")]
    [InlineData("fetch('https://user:pass@a.example/')", "TypeError Failed to construct 'Request': The URL must not have credentials: 'https://user:pass@a.example/'")]
    public async Task Fetch_WithoutAnswer_IsATypeErrorThatSaysWhy(string call, string message)
    {
        var outbound = new FakeOutbound(static (_, _) => throw new HttpRequestException("no such luck"));
        Assert.Equal(message, await FailAsync(outbound, call));
    }

    [Fact]
    public async Task Failure_OfTheHost_NamesThePlaceInTheScript()
    {
        var outbound = new FakeOutbound(static (_, _) => Task.FromException<EdgeResponse>(new HttpRequestException("no such luck")));
        await using var host = new EdgeHost(services: services => services.AddSingleton<IOutboundHandler>(outbound));

        InvocationResult result = await host.RunAsync("export default {\n  async fetch() {\n    return await fetch('https://a.example/');\n  }\n}");

        Assert.Equal(("TypeError", "fetch failed: no such luck", 3), (result.Error!.Name, result.Error.Message, result.Error.Line));
    }

    [Fact]
    public async Task Bodies_OfStreams_GoBothWays()
    {
        var outbound = new FakeOutbound(async (request, _) =>
        {
            var pipe = new Pipe();
            string text = await FakeOutbound.TextOf(request);
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(text.ToUpperInvariant()), CancellationToken.None);
            await pipe.Writer.CompleteAsync();
            return new EdgeResponse { Status = 200, BodyReader = pipe.Reader };
        });
        string text = await RunAsync(outbound,
            """
            let n = 0;
            const body = new ReadableStream({ pull(c) { if (n++ < 3) c.enqueue(new TextEncoder().encode('part ')); else c.close(); } });
            const response = await fetch('https://a.example/', { method: 'POST', body, duplex: 'half' });
            let text = '';
            for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) text += chunk;
            return text;
            """);

        Assert.Equal("PART PART PART ", text);
        Assert.NotNull(outbound.Requests.Single().BodyReader);
    }

    [Fact]
    public async Task Proxy_ReadsOnceAndForwards_HandsTheBytesOn()
    {
        var outbound = new FakeOutbound(async (request, _) => FakeOutbound.Text("got " + await FakeOutbound.TextOf(request)));
        await using var host = new EdgeHost(services: services => services.AddSingleton<IOutboundHandler>(outbound));
        EdgeRequest request = EdgeHost.Get() with { Method = "POST", HasBody = true, Body = "order 66"u8.ToArray() };

        InvocationResult result = await host.RunAsync(
            "export default { async fetch(request) { const bytes = await request.arrayBuffer(); return fetch('https://origin.example/', { method: 'POST', body: bytes }); } }", request);
        InvocationResult broken = await host.RunAsync(
            "export default { async fetch(request) { await request.text(); return fetch('https://origin.example/', { method: 'POST', body: await request.arrayBuffer() }); } }", request);

        Assert.Equal("got order 66", await StreamedTextAsync(result));
        Assert.Equal(InvocationOutcome.Exception, broken.Outcome);
        Assert.Equal("Body has already been read: arrayBuffer() comes after text(); a body can be read once, use clone() before the first read", broken.Error!.Message);
    }

    [Theory]
    [InlineData("fetch(url, { method: 'POST', body: request.body, duplex: 'half' })")]
    [InlineData("fetch(new Request(url, request))")]
    [InlineData("fetch(url, request)")]
    [InlineData("fetch(url, request).then((r) => new Response(r.body, r))")]
    public async Task Proxy_OfUntouchedBodies_PassesTheHostsOwnReaders(string call)
    {
        PipeReader answer = PipeReader.Create(new MemoryStream("answer"u8.ToArray()));
        var outbound = new FakeOutbound(_ => new EdgeResponse { Status = 200, BodyReader = answer, BodyLength = 6 });
        PipeReader body = PipeReader.Create(new MemoryStream("question"u8.ToArray()));
        await using var host = new EdgeHost(services: services => services.AddSingleton<IOutboundHandler>(outbound));

        InvocationResult result = await host.RunAsync(
            $"const url = 'https://origin.example/'; export default {{ fetch(request) {{ return {call}; }} }}",
            EdgeHost.Get() with { Method = "POST", HasBody = true, BodyReader = body });

        Assert.Equal(InvocationOutcome.Ok, result.Outcome);
        Assert.Same(body, outbound.Requests.Single().BodyReader);
        Assert.Same(answer, result.Response!.BodyReader);
        Assert.Equal(6, result.Response.BodyLength);
    }

    [Fact]
    public async Task Abort_BeforeTheAnswer_CancelsTheRequest()
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outbound = new FakeOutbound(async (_, cancellation) =>
        {
            using (cancellation.Register(canceled.SetResult))
            {
                await canceled.Task;
            }

            throw new OperationCanceledException(cancellation);
        });
        string text = await FailAsync(outbound,
            "(() => { const c = new AbortController(); setTimeout(() => c.abort(new RangeError('enough')), 10); return fetch('https://a.example/', { signal: c.signal }); })()");

        Assert.Equal("RangeError enough", text);
        await canceled.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("response.text()")]
    [InlineData("response.body.getReader().read()")]
    public async Task Abort_WhileTheBodyComes_FailsItAndLetsItGo(string read)
    {
        var pipe = new Pipe();
        var outbound = new FakeOutbound(_ => new EdgeResponse { Status = 200, BodyReader = pipe.Reader });
        string text = await RunAsync(outbound,
            $$"""
            const controller = new AbortController();
            const response = await fetch('https://a.example/', { signal: controller.signal });
            const reading = {{read}};
            setTimeout(() => controller.abort(), 10);
            try { await reading; return 'read'; } catch (error) { return error.name; }
            """);

        Assert.Equal("AbortError", text);
        while (!(await pipe.Writer.WriteAsync(new byte[1])).IsCompleted)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Signal_AbortedAlready_MakesNoRequest()
    {
        var outbound = new FakeOutbound(_ => FakeOutbound.Text(""));
        Assert.Equal("AbortError This operation was aborted", await FailAsync(outbound, "fetch('https://a.example/', { signal: AbortSignal.abort() })"));
        Assert.Empty(outbound.Requests);
    }

    [Fact]
    public async Task Requests_OverTheLimit_AreRefusedWithItsName()
    {
        var outbound = new FakeOutbound(_ => FakeOutbound.Text(""));
        await using var host = new EdgeHost(
            options => options.Limits = options.Limits with { SubrequestsPerRequest = 3 },
            services: services => services.AddSingleton<IOutboundHandler>(outbound));

        InvocationResult result = await host.RunAsync("export default { async fetch() { for (;;) await fetch('https://a.example/'); } }");

        Assert.Equal(InvocationOutcome.ExceededSubrequests, result.Outcome);
        Assert.Contains("may make 3 requests of its own (the limit SubrequestsPerRequest)", result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(3, outbound.Requests.Count);
    }

    [Fact]
    public async Task Requests_AtTheSameTime_WaitForTheirTurn()
    {
        int running = 0;
        int most = 0;
        var outbound = new FakeOutbound(async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return FakeOutbound.Text("");
        });
        await using var host = new EdgeHost(
            options => options.Limits = options.Limits with { ConcurrentSubrequests = 2 },
            services: services => services.AddSingleton<IOutboundHandler>(outbound));

        InvocationResult result = await host.RunAsync(
            "export default { async fetch() { const all = await Promise.all(Array.from({ length: 20 }, (_, i) => fetch('https://a.example/' + i))); return new Response(String(all.length)); } }");

        Assert.Equal("20", result.Text());
        Assert.InRange(most, 1, 2);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"/{i}"), outbound.Requests.Select(request => request.Url.AbsolutePath));
    }

    [Fact]
    public async Task Request_ThatEnds_CancelsWhatItFetches()
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var outbound = new FakeOutbound(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ContinueWith(_ => canceled.SetResult(), TaskScheduler.Default);
            throw new OperationCanceledException(cancellation);
        });

        Assert.Equal("done", await RunAsync(outbound, "fetch('https://a.example/'); return 'done';"));
        await canceled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Activity_OfTheCaller_IsTheOneOfTheRequest()
    {
        string? seen = null;
        var outbound = new FakeOutbound(_ =>
        {
            seen = Activity.Current?.Id;
            return FakeOutbound.Text("");
        });
        using var activity = new Activity("request");
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        string id = activity.Id!;

        await RunAsync(outbound, "await new Promise((r) => setTimeout(r, 5)); await fetch('https://a.example/'); return 'ok';");

        Assert.Equal(id, seen);
    }

    private static EdgeResponse Redirect(int status, string location) => FakeOutbound.Text("moved", status, KeyValuePair.Create("Location", location));

    private static async Task<string> RunAsync(FakeOutbound outbound, string body)
    {
        await using var host = new EdgeHost(services: services => services.AddSingleton<IOutboundHandler>(outbound));
        InvocationResult result = await host.RunAsync($"export default {{ async fetch(request) {{ const answer = await (async () => {{ {body} }})(); return new Response(answer); }} }}");
        return result.Text();
    }

    private static Task<string> FailAsync(FakeOutbound outbound, string call) =>
        RunAsync(outbound, $"try {{ await {call}; return 'no failure'; }} catch (error) {{ return `${{error.name}} ${{error.message}}`; }}");

    private static async Task<string> StreamedTextAsync(InvocationResult result)
    {
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.Message);
        using var bytes = new MemoryStream();
        await result.Response!.BodyReader!.CopyToAsync(bytes);
        await result.Response.BodyReader.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
