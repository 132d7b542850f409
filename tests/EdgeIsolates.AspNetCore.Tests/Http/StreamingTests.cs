using System.Net;
using System.Text;
using EdgeIsolates.AspNetCore.Tests.TestKit;

namespace EdgeIsolates.AspNetCore.Tests.Http;

/// <summary>Bodies that stream through the real engine and a real server.</summary>
public sealed class StreamingTests
{
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("new Response(request.body)")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream()))")]
    [InlineData("new Response(request.body.pipeThrough(new TransformStream({ transform(chunk, c) { c.enqueue(chunk); } })))")]
    [InlineData("new Response(request.clone().body)")]
    public async Task Upload_ThroughTheFunction_ComesOutWhole(string answer)
    {
        const int Bytes = 50 * Megabyte;
        await using LiveApp app = await LiveApp.StartAsync(
            $"export default {{ fetch(request) {{ return {answer}; }} }}",
            options => options.Limits = options.Limits with { RequestBodyBytes = Bytes },
            http2: true);
        using HttpRequestMessage request = new(HttpMethod.Post, "/")
        {
            Content = new GeneratedContent(Bytes),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using HttpResponseMessage response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Bytes, await CountAsync(response));
    }

    [Fact]
    public async Task Upload_ThatNobodyReadsOn_IsHeldBack()
    {
        const int Bytes = 64 * Megabyte;
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              async fetch(request) {
                await request.body.getReader().read();
                console.log('read');
                await new Promise((resolve) => setTimeout(resolve, 60000));
              }
            }
            """,
            options => options.Limits = options.Limits with { RequestBodyBytes = Bytes });
        GeneratedContent content = new(Bytes);
        using HttpRequestMessage request = new(HttpMethod.Post, "/") { Content = content };
        using CancellationTokenSource client = new();

        Task<HttpResponseMessage> call = app.Client.SendAsync(request, client.Token);
        await LoggedAsync(app, "read");
        long sent = await StableAsync(() => Task.FromResult(content.Sent));
        await client.CancelAsync();

        Assert.True(sent < Bytes / 2, $"The client could send {sent} bytes that nobody read.");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Answer_ReadBySlowClient_HoldsTheScriptBack()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            let made = 0;
            export default {
              fetch(request) {
                if (request.url.endsWith('/made')) return new Response(String(made));
                const chunk = new Uint8Array(64 * 1024);
                return new Response(new ReadableStream({ pull(c) { made += chunk.length; c.enqueue(new Uint8Array(chunk)); } }));
              }
            }
            """,
            options => options.Pool.MaxIsolatesPerFunction = 1);

        using HttpResponseMessage response = await app.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        using Stream stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadExactlyAsync(new byte[Megabyte]);
        long before = await StableAsync(async () => long.Parse(await app.Client.GetStringAsync("/made"), System.Globalization.CultureInfo.InvariantCulture));
        await stream.ReadExactlyAsync(new byte[8 * Megabyte]);
        long after = long.Parse(await app.Client.GetStringAsync("/made"), System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(before < 32 * Megabyte, $"The script made {before} bytes for a client that read one megabyte.");
        Assert.True(after > before, "The script did not go on when the client did.");
    }

    [Fact]
    public async Task Answer_OfStream_StartsBeforeItsBodyEnds()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch() {
                const pull = () => new Promise((resolve) => setTimeout(resolve, 60000));
                return new Response(new ReadableStream({ pull }), { status: 201, headers: { 'x-early': '1' } });
              }
            }
            """);

        using HttpResponseMessage response = await app.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("x-early").Single());
    }

    [Fact]
    public async Task Answer_ThatFailsOnTheWay_IsBrokenOffAndLoggedWithItsPlace()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            """
            export default {
              fetch() {
                let chunks = 0;
                return new Response(new ReadableStream({
                  async pull(c) {
                    await new Promise((resolve) => setTimeout(resolve, 10));
                    if (chunks++ === 2) throw new RangeError('no more chunks');
                    c.enqueue(new Uint8Array(1000));
                  }
                }));
              }
            }
            """);

        using HttpResponseMessage response = await app.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync()).WaitAsync(Patience);

        CollectedLine line = Assert.Single(app.Log.Lines, line => line.EventId == 4008);
        Assert.Contains("live 1-", line.Text, StringComparison.Ordinal);
        Assert.Contains("RangeError: no more chunks", line.Text, StringComparison.Ordinal);
        Assert.Contains(".js:7:", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_WhoseStreamCanNeverGoOn_IsBrokenOff()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            "export default { fetch() { return new Response(new ReadableStream({ start(c) { c.enqueue(new Uint8Array(10)); } })); } }");

        using HttpResponseMessage response = await app.Client.GetAsync("/").WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Single(app.Log.Lines, line => line.EventId == 4008);
    }

    [Theory]
    [InlineData("request.signal.addEventListener('abort', () => console.log('gone', request.signal.reason.name)); await new Promise((r) => setTimeout(r, 60000))")]
    [InlineData("return new Response(new ReadableStream({ async pull(c) { c.enqueue(new Uint8Array(10)); await new Promise((r) => setTimeout(r, 10)); }, cancel(reason) { console.log('gone', reason.name); } }))")]
    public async Task Client_ThatGoes_IsToldToTheScript(string body)
    {
        await using LiveApp app = await LiveApp.StartAsync($"export default {{ async fetch(request) {{ console.log('here'); {body} }} }}");
        using CancellationTokenSource client = new();

        Task reading = Task.Run(async () =>
        {
            using HttpResponseMessage response = await app.Client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, client.Token);
            await response.Content.CopyToAsync(Stream.Null, client.Token);
        });
        await LoggedAsync(app, "here");
        await client.CancelAsync();

        await LoggedAsync(app, "gone AbortError");
        await Assert.ThrowsAnyAsync<Exception>(() => reading);
    }

    [Fact]
    public async Task Body_LargerThanAllowed_IsAnErrorForTheScriptAnd413ForTheClient()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            "export default { async fetch(request) { try { return new Response(await request.text()); } catch (error) { console.log(error.name, error.message); throw error; } } }",
            options => options.Limits = options.Limits with { RequestBodyBytes = 3 * Megabyte });
        using HttpRequestMessage request = new(HttpMethod.Post, "/") { Content = new GeneratedContent(4 * Megabyte) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains(app.Log.Lines, line => line.Text.Contains("TypeError The body could not be read: The request body is larger than 3145728 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_LargerThanAllowedByItsLength_IsRefusedAndCounted()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            "export default { fetch() { return new Response('called'); } }",
            options => options.Limits = options.Limits with { RequestBodyBytes = 1000 });

        using HttpResponseMessage refused = await app.Client.PostAsync("/", new StringContent(new string('x', 1001)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Contains("\"outcome\":\"exceededMemory\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        InvocationFigures counted = (await app.MetricsAsync("live")).Total;
        Assert.Equal((1, 1), (counted.Invocations, counted.Outcomes[InvocationOutcome.ExceededMemory]));
        using HttpResponseMessage fits = await app.Client.PostAsync("/", new StringContent(new string('x', 1000)));
        Assert.Equal("called", await fits.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("text", "async (r) => new Response(await r.text())")]
    [InlineData("bytes", "async (r) => new Response(await r.bytes())")]
    [InlineData("arrayBuffer", "async (r) => new Response(await r.arrayBuffer())")]
    [InlineData("blob", "async (r) => new Response(await r.blob())")]
    [InlineData("reader", "async (r) => { let n = []; for await (const c of r.body) n.push(c); return new Response(new Blob(n)); }")]
    [InlineData("clone", "async (r) => { const c = r.clone(); const a = await r.text(), b = await c.text(); if (a !== b) throw 1; return new Response(a); }")]
    public async Task LargeBody_CollectedByTheScript_IsWhole(string name, string handler)
    {
        string text = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i} ä\n"));
        await using LiveApp app = await LiveApp.StartAsync($"const handler = {handler}; export default {{ fetch: handler }}");

        using HttpResponseMessage response = await app.Client.PostAsync($"/{name}", new StringContent(text));

        Assert.Equal(text, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    [Theory]
    [InlineData("GET", "new FixedLengthStream(5)", 200, "5")]
    [InlineData("HEAD", "new FixedLengthStream(5)", 200, "5")]
    [InlineData("GET", "new IdentityTransformStream()", 200, null)]
    [InlineData("HEAD", "new IdentityTransformStream()", 200, null)]
    public async Task StreamedAnswer_WithKnownLength_SaysSo(string method, string transform, int status, string? length)
    {
        await using LiveApp app = await LiveApp.StartAsync(
            $$"""
            export default {
              fetch() {
                const { readable, writable } = {{transform}};
                const writer = writable.getWriter();
                writer.write(new TextEncoder().encode('hello')).then(() => writer.close()).catch(() => {});
                return new Response(readable);
              }
            }
            """);

        string answer = await RawHttp.ExchangeAsync(app.Address, $"{method} / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").WaitAsync(Patience);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(length is not null, answer.Contains($"Content-Length: {length}\r\n", StringComparison.Ordinal));
        Assert.Equal(method == "GET", answer.Contains("hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cf_GivenByTheHost_IsAFrozenObject()
    {
        await using LiveApp app = await LiveApp.StartAsync(
            "export default { fetch(request) { return Response.json([request.cf, new Request(request).cf.asn.name, Object.isFrozen(request.cf.asn), new Request('https://a/').cf === undefined]); } }",
            http: options => options.RequestCf = context => $$$"""{"colo":"{{{context.Request.Path.Value![1..]}}}","asn":{"name":"x"}}""");

        Assert.Equal("""[{"colo":"nrt","asn":{"name":"x"}},"x",true,true]""", await app.Client.GetStringAsync("/nrt"));
    }

    private static async Task<long> CountAsync(HttpResponseMessage response)
    {
        using Stream stream = await response.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        while (await stream.ReadAsync(buffer) is > 0 and int read)
        {
            Assert.True(GeneratedContent.IsAt(total, buffer.AsSpan(0, read)), $"The bytes after {total} are not those that were sent.");
            total += read;
        }

        return total;
    }

    private static async Task<long> StableAsync(Func<Task<long>> ask)
    {
        long last = -1;
        while (await ask() is long now && now != last)
        {
            last = now;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        return last;
    }

    private static async Task LoggedAsync(LiveApp app, string text)
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        while (!app.Log.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
