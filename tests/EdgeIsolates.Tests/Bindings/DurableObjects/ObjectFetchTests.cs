using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>stub.fetch(): redirects and signals, as with the network.</summary>
public sealed class ObjectFetchTests : IAsyncTest
{
    private const string Members = """
        #seen = [];
        async fetch(request) {
          const { pathname } = new URL(request.url);
          this.#seen.push(`${request.method} ${pathname} ${await request.text()}`);
          switch (pathname) {
            case '/old': return Response.redirect('https://x/new', 302);
            case '/keep': return Response.redirect('https://x/new', 307);
            case '/loop': return Response.redirect('https://x/loop', 302);
            case '/fail': throw new TypeError('failed there');
            case '/hang': await new Promise((resolve) => { request.signal.addEventListener('abort', () => { this.aborted = request.signal.reason.name; resolve(); }); this.isHanging = true; setTimeout(() => {}, 1e6); });
            case '/stream': return new Response(new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(10)); return scheduler.wait(1); }, cancel: () => { this.cancelled = true; } }));
            default: return new Response(this.#seen.join(), { headers: { 'x-a': 'b' } });
          }
        }
        async hanging() { while (!this.isHanging) await scheduler.wait(1); }
        async told() { while (this.aborted === undefined) await scheduler.wait(1); return this.aborted; }
        """;

    private readonly ObjectEdge _edge = new();

    [Theory]
    [InlineData("const r = await thing.fetch('https://x/old'); return show([r.status, r.redirected, r.url, await r.text(), r.headers.get('x-a')])", "200,true,https://x/new,GET /old ,GET /new ,b")]
    [InlineData("const r = await thing.fetch('https://x/old', { redirect: 'manual' }); return show([r.status, r.headers.get('location')])", "302,https://x/new")]
    [InlineData("return show(await thing.fetch('https://x/old', { redirect: 'error' }).catch((e) => e.name))", "TypeError")]
    [InlineData("return show(await thing.fetch('https://x/loop').catch((e) => e.message))", "fetch failed: more than 20 redirects")]
    [InlineData("return show(await (await thing.fetch('https://x/old', { method: 'POST', body: 'b' })).text())", "POST /old b,GET /new ")]
    [InlineData("return show(await (await thing.fetch('https://x/keep', { method: 'POST', body: 'b' })).text())", "POST /keep b,POST /new b")]
    [InlineData("return show(await (await thing.fetch(new Request('https://x/new', { method: 'PUT', body: new Blob(['abc']).stream(), duplex: 'half' }))).text())", "PUT /new abc")]
    [InlineData("const r = await thing.fetch(request); return show([r.status, r.headers.get('location')])", "302,https://x/new")]
    [InlineData("return show(await thing.fetch('https://x/fail').catch((e) => [e.name, e.message, e.remote]))", "TypeError,failed there,true")]
    [InlineData("return show(await thing.fetch('https://x/', { signal: AbortSignal.abort() }).catch((e) => e.name))", "AbortError")]
    [InlineData("return show(await thing.fetch().catch((e) => e.name))", "TypeError")]
    public async Task Fetch_OfAnObject_IsThatOfTheNetwork(string handler, string shown)
    {
        await DeployAsync(handler);
        Assert.Equal(shown, await _edge.GetAsync("/old"));
    }

    [Fact]
    public async Task Fetch_IsAborted_RejectsAndTellsTheObject()
    {
        await DeployAsync("""
            const c = new AbortController(), sent = thing.fetch('https://x/hang', { signal: c.signal }).then(() => 'no', (e) => e.name);
            await thing.hanging();
            c.abort();
            return show([await sent, await thing.told()]);
            """);
        Assert.Equal("AbortError,AbortError", await _edge.GetAsync());
    }

    [Fact]
    public async Task Fetch_IsAbortedWhileTheBodyComes_ReadingFails()
    {
        await DeployAsync("""
            const c = new AbortController(), r = await thing.fetch('https://x/stream', { signal: c.signal }), reader = r.body.getReader();
            await reader.read();
            c.abort();
            for (;;) try { await reader.read(); } catch (e) { return show(e.name); }
            """);
        Assert.Equal("AbortError", await _edge.GetAsync());
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private Task<EdgeFunction> DeployAsync(string handler) =>
        _edge.DeployAsync(Members, $"const show = (value) => new Response(String(value)), thing = env.THING.getByName('x'); {handler}");
}
