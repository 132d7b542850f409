using System.Text;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Isolates;

public sealed class FetchTests : IAsyncTest
{
    private readonly EdgeHost _host = new();

    [Fact]
    public async Task Fetch_RequestWithEverything_ReachesTheScript()
    {
        InvocationResult result = await _host.RunAsync(
            """
            export default {
              async fetch(request, env) {
                const text = await request.text();
                return new Response(JSON.stringify([request.method, request.url, request.headers.get('x-a'), text, env.KEY]), {
                  status: 201, statusText: 'Made', headers: [['x-b', 'c'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']],
                });
              },
            };
            """,
            new EdgeRequest
            {
                Method = "POST",
                Url = "https://example.com/p?q=1",
                Headers = [new("X-A", "1"), new("x-a", "2")],
                Body = Encoding.UTF8.GetBytes("grüß"),
                HasBody = true,
            },
            new FunctionConfig { EnvVars = new Dictionary<string, string> { ["KEY"] = "\"väl\"" } });
        Assert.Equal("""["POST","https://example.com/p?q=1","1, 2","grüß","\"väl\""]""", result.Text());
        Assert.Equal((201, "Made"), (result.Response!.Status, result.Response.StatusText));
        Assert.Equal("c", result.Header("x-b"));
        Assert.Equal(["a=1", "b=2"], result.Response.Headers.Where(header => header.Key == "set-cookie").Select(header => header.Value));
    }

    [Fact]
    public async Task Fetch_BinaryBody_ComesBackAsItWas()
    {
        byte[] body = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        InvocationResult result = await _host.RunAsync(
            "export default { async fetch(request) { return new Response(await request.arrayBuffer()); } }",
            new EdgeRequest { Method = "POST", Url = "https://example.com/", Body = body, HasBody = true });
        Assert.Equal(InvocationOutcome.Ok, result.Outcome);
        Assert.Equal(body, result.Response!.Body.ToArray());
    }

    [Fact]
    public async Task Fetch_NoBody_IsNullInTheScript()
    {
        InvocationResult result = await _host.RunAsync("export default { fetch(r) { return new Response(String(r.body)); } }");
        Assert.Equal("null", result.Text());
    }

    [Theory]
    [InlineData("export default {\n  fetch() {\n    throw new TypeError('no luck');\n  },\n};")]
    [InlineData("export default {\n  async fetch() {\n    throw new TypeError('no luck');\n  },\n};")]
    public async Task Fetch_HandlerThrows_TellsErrorAndPlace(string code)
    {
        InvocationResult result = await _host.RunAsync(code);
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.Null(result.Response);
        Assert.Equal(("TypeError", "no luck", "index.js", 3), (result.Error!.Name, result.Error.Message, result.Error.Module, result.Error.Line));
        Assert.Equal("    throw new TypeError('no luck');", result.Error.SourceLine);
        Assert.Contains("index.js:3:", result.Error.Stack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_AnswerIsNoResponse_IsAClearError()
    {
        InvocationResult result = await _host.RunAsync("export default { fetch() { return 42; } }");
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.Contains("Response", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Result_TellsAllThereIsToKnow()
    {
        EdgeFunction function = await _host.DeployAsync("export default { fetch() { let x = 0; for (let i = 0; i < 3e6; i++) x += i; return new Response('' + x); } }");
        InvocationResult cold = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        InvocationResult warm = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.NotNull(cold.ColdStart);
        Assert.NotNull(cold.ColdStart.Value.FirstResponse);
        Assert.Null(warm.ColdStart);
        Assert.True(warm.CpuTime > TimeSpan.Zero);
        Assert.True(warm.WallTime > TimeSpan.Zero);
        Assert.InRange(warm.MemoryUsedBytes, 1_000_000, 128 * 1024 * 1024);
        Assert.Equal(cold.IsolateId, warm.IsolateId);
        Assert.NotEqual(cold.RequestId, warm.RequestId);
        Assert.Equal((function.Name, function.Version), (warm.FunctionName, warm.FunctionVersion));
    }

    [Fact]
    public async Task Fetch_PromiseThatNeverSettles_FailsAtOnce()
    {
        InvocationResult result = await _host.RunAsync("export default { fetch() { return new Promise(() => {}); } }");
        Assert.Equal(InvocationOutcome.Exception, result.Outcome);
        Assert.Contains("never settles", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_RejectionThatBlocksTheAnswer_IsTheError()
    {
        InvocationResult result = await _host.RunAsync(
            "export default { fetch() { return new Promise(done => { Promise.reject(new RangeError('lost')).then(done); }); } }");
        Assert.Equal((InvocationOutcome.Exception, "RangeError", "lost"), (result.Outcome, result.Error!.Name, result.Error.Message));
    }

    [Fact]
    public async Task Fetch_WaitsForAnotherRequestsPromise_IsAnswered()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            let shared;
            export default {
              async fetch(request) {
                shared ??= new Promise(done => setTimeout(() => done('shared'), 30));
                return new Response(await shared);
              },
            };
            """,
            new FunctionConfig());
        await using IIsolateLease lease = await _host.Pool.RentAsync(function);
        Task<InvocationResult> first = lease.FetchAsync(EdgeHost.Get()).AsTask();
        Task<InvocationResult> second = lease.FetchAsync(EdgeHost.Get()).AsTask();
        Assert.Equal("shared", (await first).Text());
        Assert.Equal("shared", (await second).Text());
    }

    [Fact]
    public async Task Fetch_RunsOutOfCpu_IsStoppedAndTheNextRequestGetsAFreshIsolate()
    {
        EdgeFunction function = await _host.DeployAsync(
            "export default { fetch(request) { if (request.url.endsWith('burn')) for (;;); return new Response('fine'); } }",
            new FunctionConfig { CpuMs = 50 });
        InvocationResult burnt = await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/burn"));
        Assert.Equal(InvocationOutcome.ExceededCpu, burnt.Outcome);
        Assert.True(burnt.CpuTime >= TimeSpan.FromMilliseconds(45), $"{burnt.CpuTime}");
        InvocationResult next = await _host.Runtime.InvokeAsync(function, EdgeHost.Get());
        Assert.Equal("fine", next.Text());
        Assert.NotEqual(burnt.IsolateId, next.IsolateId);
    }

    [Fact]
    public async Task Fetch_BurnsInMicrotasksAfterItsAnswer_IsExceededCpu()
    {
        InvocationResult result = await _host.RunAsync(
            "export default { fetch() { (async () => { for (;;) await null; })(); return new Response('answered'); } }",
            config: new FunctionConfig { CpuMs = 50 });
        Assert.Equal(InvocationOutcome.ExceededCpu, result.Outcome);
    }

    [Fact]
    public async Task Fetch_NeighbourRunsOutOfCpu_OthersInFlightFinish()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            export default {
              async fetch(request) {
                if (request.url.endsWith('burn')) for (;;);
                await new Promise(done => setTimeout(done, 200));
                return new Response('in peace');
              },
            };
            """,
            new FunctionConfig { CpuMs = 50 });
        await using IIsolateLease lease = await _host.Pool.RentAsync(function);
        Task<InvocationResult> waiting = lease.FetchAsync(EdgeHost.Get()).AsTask();
        InvocationResult burnt = await lease.FetchAsync(EdgeHost.Get("/burn"));
        Assert.Equal(InvocationOutcome.ExceededCpu, burnt.Outcome);
        Assert.Equal("in peace", (await waiting).Text());
    }

    [Fact]
    public async Task Fetch_ContinuationIsThrownAwayWithTheBurners_IsToldAtOnce()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            let open;
            const gate = new Promise(done => open = done);
            export default {
              async fetch(request) {
                switch (request.url.split('/').pop()) {
                  case 'burn': await gate; for (;;);
                  case 'victim': await gate; return new Response('never');
                  case 'bystander': await new Promise(done => setTimeout(done, 500)); return new Response('in peace');
                  default: open(); return new Response('opened');
                }
              },
            };
            """,
            new FunctionConfig { CpuMs = 50 });
        await using IIsolateLease lease = await _host.Pool.RentAsync(function);
        Task<InvocationResult> bystander = lease.FetchAsync(EdgeHost.Get("/bystander")).AsTask();
        Task<InvocationResult> burner = lease.FetchAsync(EdgeHost.Get("/burn")).AsTask();
        Task<InvocationResult> victim = lease.FetchAsync(EdgeHost.Get("/victim")).AsTask();
        await lease.FetchAsync(EdgeHost.Get("/open"));
        Assert.Equal(InvocationOutcome.ExceededCpu, (await burner).Outcome);
        Assert.Equal(InvocationOutcome.LoadShed, (await victim).Outcome);
        Assert.Equal("in peace", (await bystander).Text());
    }

    [Fact]
    public async Task Fetch_ContinuationOfAnEndedRequestBurns_IsStoppedAllTheSame()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            let resolve;
            const shared = new Promise(done => resolve = done);
            export default {
              fetch(request) {
                if (request.url.endsWith('plant')) shared.then(() => { for (;;); });
                else resolve();
                return new Response('x');
              },
            };
            """,
            new FunctionConfig { CpuMs = 50 });
        Assert.Equal("x", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/plant"))).Text());
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/spring"));
        Assert.NotEqual(InvocationOutcome.InternalError, result.Outcome);
        Assert.Equal("x", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/spring"))).Text());
    }

    [Fact]
    public async Task Fetch_EngineWorkOfAnEndedRequestBurns_IsStoppedAllTheSame()
    {
        EdgeFunction function = await _host.DeployAsync(
            """
            const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
            export default {
              fetch(request) {
                if (request.url.endsWith('plant')) WebAssembly.compile(empty).then(() => { for (;;); });
                return new Response('x');
              },
            };
            """,
            new FunctionConfig { CpuMs = 50 });
        await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/plant"));
        Assert.Equal("x", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Fetch_RunsOutOfMemory_EndsTheIsolateOnly()
    {
        EdgeFunction function = await _host.DeployAsync(
            "export default { fetch(request) { if (request.url.endsWith('fill')) { const a = []; for (;;) a.push(new Array(1000).fill({})); } return new Response('fine'); } }",
            new FunctionConfig { MemoryLimitMb = 16, CpuMs = 10_000 });
        InvocationResult filled = await _host.Runtime.InvokeAsync(function, EdgeHost.Get("/fill"));
        Assert.Equal(InvocationOutcome.ExceededMemory, filled.Outcome);
        Assert.Equal("fine", (await _host.Runtime.InvokeAsync(function, EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Fetch_BurnsPastItsWallTime_IsExceededWallTime()
    {
        InvocationResult result = await _host.RunAsync(
            "export default { fetch() { for (;;); } }",
            config: new FunctionConfig { TimeoutMs = 50, CpuMs = 10_000 });
        Assert.Equal(InvocationOutcome.ExceededWallTime, result.Outcome);
    }

    [Fact]
    public async Task Fetch_CanceledBefore_IsCanceled()
    {
        EdgeFunction function = await _host.DeployAsync("export default { fetch() { return new Response('x'); } }");
        InvocationResult result = await _host.Runtime.InvokeAsync(function, EdgeHost.Get(), new CancellationToken(canceled: true));
        Assert.Equal(InvocationOutcome.Canceled, result.Outcome);
    }

    [Fact]
    public async Task Fetch_CanceledWhileWaiting_IsCanceledAndTheIsolateGoesOn()
    {
        EdgeFunction function = await _host.DeployAsync(
            "export default { async fetch(r) { if (r.url.endsWith('wait')) await new Promise(d => setTimeout(d, 60000)); return new Response('x'); } }");
        using var source = new CancellationTokenSource();
        await using IIsolateLease lease = await _host.Pool.RentAsync(function);
        Task<InvocationResult> waiting = lease.FetchAsync(EdgeHost.Get("/wait"), source.Token).AsTask();
        Assert.False(waiting.IsCompleted);
        await source.CancelAsync();
        Assert.Equal(InvocationOutcome.Canceled, (await waiting).Outcome);
        Assert.Equal("x", (await lease.FetchAsync(EdgeHost.Get())).Text());
    }

    [Fact]
    public async Task Fetch_ResponseTooLarge_IsAnError()
    {
        await using var host = new EdgeHost(options => options.Limits = options.Limits with { ResponseBodyBytes = 10 });
        InvocationResult result = await host.RunAsync("export default { fetch() { return new Response('12345678901'); } }");
        Assert.Equal((InvocationOutcome.Exception, "ResponseTooLargeError"), (result.Outcome, result.Error!.Name));
    }

    [Fact]
    public async Task Fetch_RequestTooLarge_IsAnOutcome()
    {
        await using var host = new EdgeHost(options => options.Limits = options.Limits with { RequestBodyBytes = 10 });
        InvocationResult result = await host.RunAsync(
            "export default { fetch() { return new Response('x'); } }",
            new EdgeRequest { Method = "POST", Url = "https://example.com/", HasBody = true, Body = new byte[11] });
        Assert.Equal((InvocationOutcome.ExceededMemory, "RequestTooLargeError"), (result.Outcome, result.Error!.Name));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
