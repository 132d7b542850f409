using System.Text;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.Caching;

/// <summary>The Cache API in the shape of Workers, as scripts see it, wherever its answers are.</summary>
public abstract class CacheApiConformance : IAsyncTest
{
    private const string Shown = """
        const show = async (response) => response === undefined ? 'none' : `${response.status} ${await response.text()}`;

        """;

    /// <summary>More CPU time than any test takes, on the busiest machine.</summary>
    private static readonly FunctionConfig Patient = FunctionConfig.Default with { CpuMs = 30_000 };

    private readonly FakeTime _time = new();
    private EdgeHost? _host;

    /// <summary>Made at first use: not before the derived class is.</summary>
    private EdgeHost Host => _host ??= new EdgeHost(time: _time, services: AddStore);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (_host?.DisposeAsync() ?? default);
    }

    /// <summary>Adds the store behind the memory, if there is one.</summary>
    protected abstract void AddStore(IServiceCollection services);

    [Fact]
    public async Task Match_WhatWasPut_IsThereWithAgeUntilItIsStale()
    {
        const string Match = """
            const response = await caches.default.match('https://a.example/x?y=1');
            if (!response) return new Response('none');
            return new Response([response.status, response.statusText, await response.text(), response.headers.get('x-mine'), response.headers.get('age'),
              response.headers.get('cf-cache-status'), response.headers.get('content-length')].join('|'));
            """;
        const string Put = """
            await caches.default.put('https://a.example/x?y=1#part', new Response('bödy', { status: 201, statusText: 'Made', headers: { 'cache-control': 'max-age=60', 'x-mine': 'a, b' } }));
            return new Response('put');
            """;
        Assert.Equal("none", await TextAsync(Match));
        Assert.Equal("put", await TextAsync(Put));

        Assert.Equal("201|Made|bödy|a, b|0|HIT|5", await TextAsync(Match));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("201|Made|bödy|a, b|59|HIT|5", await TextAsync(Match));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("none", await TextAsync(Match));
    }

    [Theory]
    [InlineData("{ 'cache-control': 'max-age=60' }", "200 x")]
    [InlineData("{}", "200 x")]
    [InlineData("{ 'cache-control': 'public, s-maxage=60, max-age=0' }", "200 x")]
    [InlineData("{ 'cache-control': 'max-age=0' }", "none")]
    [InlineData("{ 'cache-control': 's-maxage=0, max-age=60' }", "none")]
    [InlineData("{ 'cache-control': 'no-store' }", "none")]
    [InlineData("{ 'cache-control': 'No-Cache, max-age=60' }", "none")]
    [InlineData("{ 'cache-control': 'private, max-age=60' }", "none")]
    [InlineData("{ 'cache-control': 'max-age=sixty' }", "none")]
    [InlineData("{ 'cache-control': 'max-age=60', age: '59' }", "200 x")]
    [InlineData("{ 'cache-control': 'max-age=60', age: '60' }", "none")]
    [InlineData("{ expires: 'Fri, 02 Jan 2026 03:05:05 GMT' }", "200 x")]
    [InlineData("{ expires: 'Fri, 02 Jan 2026 03:04:05 GMT' }", "none")]
    [InlineData("{ expires: '0' }", "none")]
    [InlineData("{ expires: '0', 'cache-control': 'max-age=60' }", "200 x")]
    [InlineData("{ 'set-cookie': 'a=b', 'cache-control': 'max-age=60' }", "none")]
    [InlineData("{ 'set-cookie': 'a=b', 'cache-control': 'max-age=60, private=\"Set-Cookie\"' }", "200 x")]
    [InlineData("{ 'set-cookie': 'a=b', 'cache-control': 'max-age=60, private=Set-Cookie' }", "200 x")]
    public async Task Put_CacheHeaders_SayWhatIsKept(string headers, string expected)
    {
        string code = $$"""
            await caches.default.put('https://a.example/', new Response('x', { headers: {{headers}} }));
            const response = await caches.default.match('https://a.example/');
            if (response?.headers.has('set-cookie')) throw new Error('a cookie was kept');
            return new Response(await show(response));
            """;
        Assert.Equal(expected, await TextAsync(Shown + code));
    }

    [Theory]
    [InlineData(200, 119, true)]
    [InlineData(200, 121, false)]
    [InlineData(302, 19, true)]
    [InlineData(302, 21, false)]
    [InlineData(404, 2, true)]
    [InlineData(404, 4, false)]
    [InlineData(500, 0, false)]
    public async Task Put_WithoutAnyTime_IsKeptAsLongAsItsStatusSays(int status, int minutes, bool isThere)
    {
        await TextAsync($"await caches.default.put('https://a.example/', new Response('x', {{ status: {status} }})); return new Response();");
        _time.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal($"{isThere}", await TextAsync("const r = await caches.default.match('https://a.example/'); return new Response(r ? 'True' : 'False');"));
    }

    [Theory]
    [InlineData("cache.put('https://a.example/', new Response(null, { status: 206 }))", "TypeError: Cannot cache response to a range request (206 Partial Content).")]
    [InlineData("cache.put('https://a.example/', new Response('x', { headers: { vary: 'accept, *' } }))", "TypeError: Cannot cache response with 'Vary: *' header.")]
    [InlineData("cache.put(new Request('https://a.example/', { method: 'POST' }), new Response('x'))", "TypeError: Cannot cache response to non-GET request.")]
    [InlineData("cache.put(new Request('https://a.example/', { method: 'HEAD' }), new Response('x'))", "TypeError: Cannot cache response to non-GET request.")]
    [InlineData("cache.put('https://a.example/', Response.error())", "TypeError: Cache is unable to store an error response")]
    [InlineData("cache.put('https://a.example/', 'x')", "TypeError: Failed to execute 'put' on 'Cache': Argument 2 is not of type 'Response'")]
    [InlineData("cache.put('https://a.example/')", "TypeError: Failed to execute 'put' on 'Cache': 2 arguments required, but only 1 present")]
    [InlineData("cache.put('/path', new Response('x'))", "TypeError:")]
    [InlineData("cache.put('ftp://a.example/', new Response('x'))", "TypeError: Invalid URL. Cache API keys must be fully-qualified, valid URLs.")]
    [InlineData("cache.match('not a url')", "TypeError:")]
    [InlineData("(async () => { const r = new Response('x'); await r.text(); await cache.put('https://a.example/', r); })()", "TypeError: Body has already been read")]
    [InlineData("cache.put('https://a.example/', new Response(new ReadableStream({ pull(c) { c.error(new Error('mine')) } })))", "TypeError: The stream of the body failed: mine")]
    [InlineData("cache.match.call({}, 'https://a.example/')", "TypeError:")]
    [InlineData("(async () => new Cache())()", "TypeError: Illegal constructor")]
    [InlineData("(async () => new CacheStorage())()", "TypeError: Illegal constructor")]
    [InlineData("caches.open()", "TypeError: Failed to execute 'open' on 'CacheStorage': 1 argument required, but only 0 present")]
    [InlineData("cache.put('https://a.example/', new Response(null, { status: 304 }))", "no error")]
    [InlineData("cache.put('https://a.example/', new Response('x', { headers: { 'cache-control': 'no-store' } }))", "no error")]
    [InlineData("cache.match('https://nothing.example/').then((r) => { if (r === undefined) throw new Error('undefined') })", "Error: undefined")]
    public async Task Calls_ThatAreWrong_RejectInTheWordsOfWorkers(string call, string expected)
    {
        string text = await TextAsync($"const cache = caches.default; return new Response(await {call}.then(() => 'no error', (e) => `${{e.name}}: ${{e.message}}`));");
        Assert.StartsWith(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Methods_OtherThanGet_MatchOnlyWhenTheyAreIgnored()
    {
        const string Code = """
            const url = 'https://a.example/', cache = caches.default;
            await cache.put(url, new Response('x'));
            const post = new Request(url, { method: 'POST', body: 'b' });
            const answers = [await show(await cache.match(post)), await show(await cache.match(post, { ignoreMethod: true })), await cache.delete(post), post.bodyUsed,
              await cache.delete(post, { ignoreMethod: true }), await cache.delete(url), await show(await cache.match(url))];
            return new Response(answers.join('|'));
            """;
        Assert.Equal("none|200 x|false|false|true|false|none", await TextAsync(Shown + Code));
    }

    [Fact]
    public async Task Vary_KeepsAnswersApart()
    {
        const string Code = """
            const cache = caches.default, url = 'https://a.example/';
            const of = (language, more = {}) => new Request(url, { headers: { 'accept-language': language, ...more } });
            for (const language of ['de', 'en']) await cache.put(of(language), new Response(language, { headers: { vary: 'Accept-Language, X-Other' } }));
            await cache.put(of('en'), new Response('english', { headers: { vary: 'accept-language, x-other' } }));
            const answers = [];
            for (const request of [of('de'), of('en'), of('fr'), of('de', { 'x-other': '1' }), url]) answers.push(await show(await cache.match(request)));
            answers.push(await cache.delete(url), await show(await cache.match(of('de'))));
            return new Response(answers.join('|'));
            """;
        Assert.Equal("200 de|200 english|none|none|none|true|none", await TextAsync(Shown + Code));
    }

    [Theory]
    [InlineData("{ 'if-none-match': '\"v1\"' }", "304 ")]
    [InlineData("{ 'if-none-match': 'W/\"v1\", \"v9\"' }", "304 ")]
    [InlineData("{ 'if-none-match': '*' }", "304 ")]
    [InlineData("{ 'if-none-match': '\"v2\"', 'if-modified-since': 'Fri, 02 Jan 2026 03:04:05 GMT' }", "200 0123456789")]
    [InlineData("{ 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }", "304 ")]
    [InlineData("{ 'if-modified-since': 'Wed, 31 Dec 2025 23:59:59 GMT' }", "200 0123456789")]
    [InlineData("{ 'if-modified-since': 'yesterday' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=2-4' }", "206 234 bytes 2-4/10")]
    [InlineData("{ range: 'bytes=7-' }", "206 789 bytes 7-9/10")]
    [InlineData("{ range: 'bytes=-3' }", "206 789 bytes 7-9/10")]
    [InlineData("{ range: 'bytes=8-1000' }", "206 89 bytes 8-9/10")]
    [InlineData("{ range: 'bytes=-1000' }", "206 0123456789 bytes 0-9/10")]
    [InlineData("{ range: 'bytes=10-' }", "416  bytes */10")]
    [InlineData("{ range: 'bytes=-0' }", "416  bytes */10")]
    [InlineData("{ range: 'bytes=4-2' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=0-1,3-4' }", "200 0123456789")]
    [InlineData("{ range: 'lines=1-2' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=99999999999999999999-' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=2-4', 'if-range': '\"v1\"' }", "206 234 bytes 2-4/10")]
    [InlineData("{ range: 'bytes=2-4', 'if-range': '\"v2\"' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=2-4', 'if-range': 'W/\"v1\"' }", "200 0123456789")]
    [InlineData("{ range: 'bytes=2-4', 'if-range': 'Thu, 01 Jan 2026 00:00:00 GMT' }", "206 234 bytes 2-4/10")]
    [InlineData("{ range: 'bytes=2-4', 'if-none-match': '\"v1\"' }", "304 ")]
    public async Task Match_ConditionsAndRanges_AreAnswered(string headers, string expected)
    {
        string code = $$"""
            const cache = caches.default, url = 'https://a.example/';
            await cache.put(url, new Response('0123456789', { headers: { etag: '"v1"', 'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT' } }));
            const response = await cache.match(new Request(url, { headers: {{headers}} }));
            const range = response.headers.get('content-range');
            return new Response(await show(response) + (range === null ? '' : ` ${range}`));
            """;
        Assert.Equal(expected, await TextAsync(Shown + code));
    }

    [Fact]
    public async Task Caches_DefaultNamedAndOfOtherFunctions_AreApart()
    {
        const string Put = """
            const mine = await caches.open('mine');
            await caches.default.put('https://a.example/', new Response('default'));
            await mine.put('https://a.example/', new Response('mine'));
            """;
        const string Match = """
            const answers = [];
            for (const cache of [caches.default, await caches.open('mine'), await caches.open(''), await caches.open('default')]) answers.push(await show(await cache.match('https://a.example/')));
            answers.push(caches.default === caches.default, caches.default instanceof Cache, caches instanceof CacheStorage);
            return new Response(answers.join('|'));
            """;
        Assert.Equal("200 default|200 mine|none|none|true|true|true", await TextAsync(Shown + Put + Match));
        Assert.Equal("none|none|none|none|true|true|true", await TextAsync(Shown + Match, "another"));
    }

    [Fact]
    public async Task Put_CloneOfAnAnswer_BothAreWhole()
    {
        const string Code = """
            const parts = new ReadableStream({ async pull(c) { this.n = (this.n ?? 0) + 1; this.n > 3 ? c.close() : c.enqueue(new TextEncoder().encode('part' + this.n)); } });
            const response = new Response(parts);
            ctx.waitUntil(caches.default.put(request, response.clone()));
            return response;
            """;
        Assert.Equal("part1part2part3", await TextAsync(Code));
        string kept;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((kept = await TextAsync($"{Shown} return new Response(await show(await caches.default.match(request)));")) == "none")
        {
            // What waitUntil waits for may end after the answer.
            await Task.Delay(10, patience.Token);
        }

        Assert.Equal("200 part1part2part3", kept);
    }

    [Fact]
    public async Task Match_HeadersOfTheAnswer_AreImmutableAndACopyIsNot()
    {
        const string Code = """
            await caches.default.put(request, new Response('x'));
            const cached = await caches.default.match(request);
            let text = '';
            try { cached.headers.set('a', 'b') } catch (e) { text = e.name }
            const copy = new Response(cached.body, cached);
            copy.headers.set('a', 'b');
            return new Response(`${text} ${copy.headers.get('a')} ${await copy.text()}`);
            """;
        Assert.Equal("TypeError b x", await TextAsync(Code));
    }

    [Fact]
    public async Task Put_WithAuthorization_IsKeptOnlyWhenTheAnswerAllowsIt()
    {
        const string Code = """
            const request2 = new Request('https://a.example/', { headers: { authorization: 'Bearer t' } }), answers = [];
            for (const control of ['max-age=60', 'public, max-age=60']) {
              await caches.default.put(request2, new Response('x', { headers: { 'cache-control': control } }));
              answers.push(await show(await caches.default.match(request2)));
            }
            return new Response(answers.join('|'));
            """;
        Assert.Equal("none|200 x", await TextAsync(Shown + Code));
    }

    [Fact]
    public async Task Put_LargerThanABodyMayBe_IsPassedOverInSilence()
    {
        await using var host = new EdgeHost(options => options.Cache.MaxBodyBytes = 1_000_000, services: AddStore);
        const string Code = """
            await caches.default.put('https://a.example/bytes', new Response(new Uint8Array(1_000_001)));
            await caches.default.put('https://a.example/stream', new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(100_000)) } })));
            await caches.default.put('https://a.example/fits', new Response(new Uint8Array(1_000_000)));
            const there = [];
            for (const name of ['bytes', 'stream', 'fits']) there.push(await caches.default.match(`https://a.example/${name}`) !== undefined);
            return new Response(there.join());
            """;
        Assert.Equal("false,false,true", await TextAsync(Code, host: host));
    }

    [Fact]
    public async Task Put_FloodAndUnreadAnswers_KeepTheBudget()
    {
        await using var host = new EdgeHost(options => options.Cache.MemoryBytes = 10_000_000, services: AddStore);
        const string Code = """
            const body = new Uint8Array(1_000_000), unread = [];
            await caches.default.put('https://other.example/', new Response('other'));
            for (let i = 0; i < 100; i++) {
              await caches.default.put(`https://a.example/${i}`, new Response(body));
              unread.push(await caches.default.match(`https://a.example/${i}`));
            }
            return new Response(unread.filter((response) => response).length);
            """;
        Assert.True(int.Parse(await TextAsync(Code, host: host)) < 20);
        await TextAsync("await caches.default.put(request, new Response('after')); return new Response((await caches.default.match(request)).body);", host: host);
        Assert.InRange(host.Responses.Bytes, 0, 10_000_000);
    }

    [Fact]
    public async Task Caches_PatchedBuiltIns_DoNotReachIt()
    {
        const string Code = """
            Array.prototype[Symbol.iterator] = Promise.resolve = String.prototype.indexOf = () => { throw new Error('patched'); };
            Object.defineProperty(Array.prototype, '0', { configurable: true, set() { throw new Error('patched'); } });
            await caches.default.put('https://a.example/', new Response('x'));
            const text = await (await caches.default.match('https://a.example/')).text();
            delete Array.prototype[0];
            return new Response(text);
            """;
        Assert.Equal("x", await TextAsync(Code));
    }

    private async Task<string> TextAsync(string body, string name = "f", EdgeHost? host = null)
    {
        host ??= Host;
        EdgeFunction function = await host.DeployAsync($"export default {{ async fetch(request, env, ctx) {{ {body} }} }}", Patient, name);
        InvocationResult result = await host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.True(result.Outcome == InvocationOutcome.Ok, result.Error?.ToString());
        if (result.Response!.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(result.Response.Body.Span);
        }

        using StreamReader text = new(reader.AsStream());
        return await text.ReadToEndAsync();
    }
}
