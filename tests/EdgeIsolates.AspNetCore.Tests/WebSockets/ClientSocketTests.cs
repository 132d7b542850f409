using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;

namespace EdgeIsolates.AspNetCore.Tests.WebSockets;

/// <summary>Functions that connect to WebSockets: of the network, and of other functions.</summary>
public sealed class ClientSocketTests
{
    private const string Upstream =
        """
        import { WorkerEntrypoint } from 'cloudflare:workers';
        export class Rooms extends WorkerEntrypoint {
          enter() {
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.addEventListener('message', ({ data }) => server.send(data));
            server.addEventListener('close', (event) => console.log('upstream closed', event.code));
            return new Response(null, { status: 101, webSocket: client });
          }
        }
        export default {
          fetch(request) {
            if (new URL(request.url).pathname === '/upstream/refused') return new Response('no', { status: 403 });
            const [client, server] = Object.values(new WebSocketPair());
            server.accept();
            server.addEventListener('message', ({ data }) => {
              if (data === 'close') server.close(4003, 'as asked');
              else server.send(data);
            });
            server.addEventListener('close', (event) => console.log('upstream closed', event.code));
            const headers = request.headers.has('sec-websocket-protocol') ? { 'sec-websocket-protocol': 'two' } : {};
            return new Response(null, { status: 101, webSocket: client, headers });
          }
        }
        """;

    private static readonly Action<EdgeIsolatesOptions> Private = options => options.Egress.AllowPrivateAddresses = true;

    [Fact]
    public async Task Constructor_ToAServer_OpensSendsReceivesAndCloses()
    {
        string lines = await RunAsync(
            """
            const socket = new WebSocket(url, ['one', 'two']);
            const lines = [`${socket.readyState} ${socket.url === url}`];
            for (const type of ['open', 'message', 'close', 'error']) {
              socket.addEventListener(type, (event) => {
                const data = event.data instanceof ArrayBuffer ? `[${new Uint8Array(event.data)}]` : event.data ?? '';
                lines.push(`${type} ${data} ${event.code ?? ''} ${event.reason ?? ''} ${event.wasClean ?? ''} ${socket.readyState}`.trim().replace(/ +/g, ' '));
              });
            }
            await new Promise((resolve) => socket.addEventListener('open', resolve));
            lines.push(`protocol ${socket.protocol} ${socket.bufferedAmount}`);
            socket.send('text');
            socket.send(new Uint8Array([1, 2, 3]).subarray(1));
            socket.send(new Blob(['blob']));
            await new Promise((resolve) => { let n = 0; socket.addEventListener('message', () => ++n === 3 && resolve()); });
            socket.send('close');
            await new Promise((resolve) => socket.addEventListener('close', resolve));
            socket.send('late');
            lines.push(`${socket.readyState} ${socket.bufferedAmount}`);
            return lines.join('\n');
            """);

        Assert.Equal(
            """
            0 true
            open 1
            protocol two 0
            message text 1
            message [2,3] 1
            message [98,108,111,98] 1
            close 4003 as asked true 3
            3 4
            """,
            lines);
    }

    [Fact]
    public async Task Constructor_ServerRefuses_ErrorThenClose()
    {
        string lines = await RunAsync(
            """
            const socket = new WebSocket(`${url}refused`), lines = [];
            socket.onerror = (event) => lines.push(event.message);
            return new Promise((resolve) => { socket.onclose = ({ code, wasClean }) => resolve([...lines, code, wasClean, socket.readyState].join(' ')); });
            """);

        Assert.Equal("The server answered with status 403 1006 false 3", lines);
    }

    [Fact]
    public async Task Constructor_ClosedWhileItConnects_ErrorThenClose()
    {
        string lines = await RunAsync(
            """
            const socket = new WebSocket(url), lines = [];
            socket.onopen = () => lines.push('open');
            socket.onerror = () => lines.push('error');
            socket.close();
            lines.push(socket.readyState);
            return new Promise((resolve) => { socket.onclose = ({ code }) => resolve([...lines, code, socket.readyState].join(' ')); });
            """);

        Assert.Equal("2 error 1006 3", lines);
    }

    [Fact]
    public async Task Constructor_PrivateAddress_IsForbiddenLikeAFetch()
    {
        string lines = await RunAsync(
            """
            const socket = new WebSocket(url);
            return new Promise((resolve) => { socket.onerror = (event) => resolve(event.message); });
            """,
            _ => { });

        Assert.Contains("the host's egress rules allow public addresses only", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constructor_InALoop_EndsAtTheLimitOfSubrequests()
    {
        string lines = await RunAsync(
            """
            let open = 0, failed = 0;
            const ended = [];
            for (let i = 0; i < 80; i++) {
              const socket = new WebSocket(url);
              ended.push(new Promise((resolve) => {
                socket.onopen = () => resolve(open++);
                socket.onerror = (event) => resolve(/SubrequestsPerRequest/.test(event.message) && failed++);
              }));
            }
            await Promise.all(ended);
            return `${open} ${failed}`;
            """);

        Assert.Equal("50 30", lines);
    }

    [Theory]
    [InlineData("new WebSocket('nonsense://x')", "SyntaxError")]
    [InlineData("new WebSocket('wss://example.com/#x')", "SyntaxError")]
    [InlineData("new WebSocket('wss://example.com/', ['a', 'a'])", "SyntaxError")]
    [InlineData("new WebSocket('wss://example.com/', 'a b')", "SyntaxError")]
    [InlineData("new WebSocket()", "TypeError")]
    [InlineData("new WebSocket(url).close(1001)", "InvalidAccessError")]
    [InlineData("new WebSocket(url).close(3000, 'x'.repeat(124))", "SyntaxError")]
    [InlineData("new WebSocket(url).send('early')", "InvalidStateError")]
    [InlineData("new WebSocketPair()[0].send('early')", "TypeError")]
    [InlineData("new Response(null, { status: 101 })", "RangeError")]
    [InlineData("new Response(null, { status: 200, webSocket: new WebSocketPair()[0] })", "RangeError")]
    [InlineData("new Response('x', { status: 101, webSocket: new WebSocketPair()[0] })", "TypeError")]
    [InlineData("new Response(null, { status: 101, webSocket: {} })", "TypeError")]
    [InlineData("{ const [a] = Object.values(new WebSocketPair()); a.accept(); new Response(null, { status: 101, webSocket: a }); }", "TypeError")]
    [InlineData("new Response(null, { status: 101, webSocket: new WebSocketPair()[0] }).clone()", "TypeError")]
    [InlineData("{ const all = []; for (;;) all.push(new WebSocketPair()); }", "RangeError")]
    public async Task Misuse_IsAnError(string code, string expected)
    {
        string name = await RunAsync($"try {{ {code}; return 'none'; }} catch (error) {{ return error.name; }}");

        Assert.Equal(expected, name);
    }

    [Fact]
    public async Task Pair_WithBothEndsInOneFunction_PassesMessages()
    {
        string lines = await RunAsync(
            """
            const [a, b] = Object.values(new WebSocketPair()), lines = [];
            a.accept();
            b.accept();
            b.binaryType = 'blob';
            b.addEventListener('message', async ({ data }) => {
              lines.push(data instanceof Blob ? await data.text() : data);
              if (lines.length === 2) b.close(3000, 'done');
            });
            a.send('one');
            a.send(new TextEncoder().encode('two'));
            return new Promise((resolve) => a.addEventListener('close', (event) => resolve([...lines, event.code, event.reason].join(' '))));
            """);

        Assert.Equal("one two 3000 done", lines);
    }

    [Theory]
    [InlineData("fetch(url.replace('ws:', 'http:'), { headers: { Upgrade: 'websocket' } })")]
    [InlineData("env.OTHER.fetch('https://other.example/', { headers: { Upgrade: 'websocket' } })")]
    public async Task FetchUpgrade_GivesTheSocketOfTheResponse(string fetch)
    {
        string lines = await RunAsync(
            $$"""
            const response = await {{fetch}};
            const socket = response.webSocket;
            socket.accept();
            const answer = new Promise((resolve) => socket.addEventListener('message', (event) => resolve(event.data)));
            socket.send('hello');
            return `${response.status} ${await answer}`;
            """);

        Assert.Equal("101 hello", lines);
    }

    [Fact]
    public async Task FetchUpgrade_ServerRefuses_IsAPlainResponse()
    {
        string lines = await RunAsync(
            "const response = await fetch(`${url.replace('ws:', 'http:')}refused`, { headers: { Upgrade: 'websocket' } }); return `${response.status} ${response.webSocket}`;");

        Assert.Equal("403 null", lines);
    }

    [Fact]
    public async Task FetchUpgrade_WithABody_IsAPlainRequest()
    {
        string lines = await RunAsync("return (await fetch(env.URL, { method: 'POST', body: 'x', headers: { upgrade: 'websocket' } })).status;");

        Assert.Equal("426", lines);
    }

    [Fact]
    public async Task Connections_ThatStayOpen_CountAgainstTheNextMessage()
    {
        await using LiveApp app = await StartAsync(
            """
            export default {
              fetch(request, env) {
                const [client, server] = Object.values(new WebSocketPair());
                server.accept();
                const kept = [];
                server.addEventListener('message', async () => {
                  let open = 0;
                  try {
                    for (;;) {
                      const { webSocket } = await env.OTHER.fetch('https://other.example/', { headers: { upgrade: 'websocket' } });
                      webSocket.accept();
                      kept.push(webSocket);
                      open++;
                    }
                  } catch { server.send(`${open}`); }
                });
                return new Response(null, { status: 101, webSocket: client });
              }
            }
            """,
            options =>
            {
                Private(options);
                options.Limits = options.Limits with { SubrequestsPerRequest = 5 };
            });
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        Assert.Equal("5", await socket.AskAsync("open"));
        Assert.Equal("0", await socket.AskAsync("open"));
    }

    [Theory]
    [InlineData("return fetch(env.URL, request);")]
    [InlineData("return env.OTHER.fetch(request);")]
    [InlineData("return env.ROOMS.enter();")]
    [InlineData("const { webSocket } = await env.OTHER.fetch(request); return new Response(null, { status: 101, webSocket });")]
    [InlineData("""
        const { webSocket: up } = await env.OTHER.fetch(request);
        const [client, server] = Object.values(new WebSocketPair());
        up.accept();
        server.accept();
        up.addEventListener('message', (event) => server.send(event.data));
        server.addEventListener('message', (event) => up.send(event.data));
        server.addEventListener('close', (event) => up.close(event.code));
        return new Response(null, { status: 101, webSocket: client });
        """)]
    public async Task Gateway_PassesTheSocketOn(string gateway)
    {
        await using LiveApp app = await StartAsync($"export default {{ async fetch(request, env) {{ {gateway} }} }}", Private);
        using TestSocket socket = await TestSocket.ConnectAsync(app);

        Assert.Equal("through", await socket.AskAsync("through"));
        await socket.CloseOutputAsync(4009);

        Assert.Equal("close 4009", await socket.ReceiveAsync());
        await app.LoggedAsync("upstream closed 4009");
    }

    [Fact]
    public async Task Request_IsOver_ItsConnectionsCloseWith1001()
    {
        await using LiveApp app = await StartAsync(
            """
            export default {
              async fetch(request, env) {
                const { webSocket } = await env.OTHER.fetch('https://other.example/', { headers: { upgrade: 'websocket' } });
                webSocket.accept();
                return new Response('done');
              }
            }
            """,
            Private);

        Assert.Equal("done", await app.Client.GetStringAsync("/"));

        await app.LoggedAsync("upstream closed 1001");
    }

    private static async Task<string> RunAsync(string code, Action<EdgeIsolatesOptions>? configure = null)
    {
        await using LiveApp app = await StartAsync($"export default {{ async fetch(request, env) {{ const url = env.URL.replace('http:', 'ws:'); return new Response(await (async () => {{ {code} }})()); }} }}", configure ?? Private);
        return (await app.Client.GetStringAsync("/")).ReplaceLineEndings("\n");
    }

    /// <summary>The function under test, with another one behind it as <c>env.OTHER</c> and at <c>env.URL</c>.</summary>
    private static async Task<LiveApp> StartAsync(string code, Action<EdgeIsolatesOptions> configure)
    {
        LiveApp app = await LiveApp.StartAsync("export default { fetch: () => new Response('') }", configure);
        await app.DeployAsync(FunctionDeployment.FromCode("other", Upstream, "/upstream/*"));
        Uri upstream = new(app.Address, "/upstream/");
        FunctionConfig config = FunctionConfig.Default with
        {
            CpuMs = 20_000,
            EnvVars = new Dictionary<string, string>(StringComparer.Ordinal) { ["URL"] = upstream.ToString() },
            Bindings = new Dictionary<string, FunctionBinding>(StringComparer.Ordinal) { ["OTHER"] = FunctionBinding.Parse("""{ "type": "service", "service": "other" }"""), ["ROOMS"] = FunctionBinding.Parse("""{ "type": "service", "service": "other", "entrypoint": "Rooms" }""") },
        };
        await app.DeployAsync(FunctionDeployment.FromCode("live", code, "/*") with { Config = config });
        return app;
    }
}
