using EdgeIsolates.Stores;
using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>The gates: nothing comes in between a question to storage and its answer, nothing leaves before the disk has what was written before it.</summary>
public sealed class ObjectGateTests : IAsyncTest
{
    private const string Counter = "async run() { const n = (await this.ctx.storage.get('n') ?? 0) + 1; await this.ctx.storage.put('n', n); return n } async read() { return await this.ctx.storage.get('n') ?? 0 }";

    private readonly ObjectEdge _edge = new();

    [Fact]
    public async Task ReadModifyWrite_OfManyAtOnce_CountsExactly()
    {
        await _edge.DeployAsync(Counter, "const x = env.THING.getByName('x'); return new Response(String(new URL(request.url).pathname === '/read' ? await x.read() : await x.run()))");
        int[] answers = await CallAsync(1000);
        Assert.Equal(Enumerable.Range(1, 1000), answers.Order());
        Assert.Equal("1000", await _edge.GetAsync("/read"));
    }

    [Fact]
    public async Task ReadModifyWrite_WithManyAwaitsOfStorageAndFloatingWrites_CountsExactly()
    {
        await _edge.DeployAsync(
            """
            async run() {
              const { storage } = this.ctx;
              const a = await storage.get('a') ?? 0; await storage.list(); const b = await storage.get('b') ?? 0;
              storage.put('a', a + 1); await storage.get('c'); await Promise.all([storage.put('b', b + 1), storage.delete('c')]);
              await scheduler.wait(0);
              const again = await storage.get('c2') ?? 0; await storage.getAlarm(); await storage.put('c2', again + 1);
              return a === b ? a + 1 : -1;
            }
            """);
        int[] answers = await CallAsync(300);
        Assert.Equal(Enumerable.Range(1, 300), answers.Order());
    }

    [Fact]
    public async Task RateLimiter_RefusesTheCallAfterTheLimit_Exactly()
    {
        await _edge.Host.DeployAsync(
            """
            import { DurableObject } from 'cloudflare:workers';
            export class Limiter extends DurableObject {
              async limit() {
                const minute = Math.floor(Date.now() / 1e15), state = await this.ctx.storage.get('state');
                const count = state?.minute === minute ? state.count + 1 : 1;
                await this.ctx.storage.put('state', { minute, count });
                return count <= 1000;
              }
            }
            export default { async fetch(request, env, ctx) {
              const key = request.headers.get('x-api-key');
              if (!await env.LIMITER.get(env.LIMITER.idFromName(key)).limit()) return new Response('slow down', { status: 429 });
              ctx.waitUntil(Promise.resolve());
              return new Response(null, { status: 202 });
            } };
            """,
            ObjectEdge.Config("Limiter"));
        List<int> statuses = [];
        await Parallel.ForAsync(0, 1200, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, stop) =>
        {
            InvocationResult result = await _edge.Host.Runtime.InvokeAsync("f", EdgeHost.Get() with { Headers = [new("x-api-key", "k")] }, stop);
            lock (statuses)
            {
                statuses.Add(result.Response?.Status ?? 0);
            }
        });
        Assert.Equal(1000, statuses.Count(static status => status == 202));
        Assert.Equal(200, statuses.Count(static status => status == 429));
    }

    [Fact]
    public async Task Answer_AfterAWrite_WaitsForTheDisk()
    {
        await _edge.DeployAsync(Counter);
        Assert.Equal("1", await _edge.GetAsync());
        _edge.Disk.Hold();
        int before = _edge.Disk.Syncs;
        Task<string> answer = _edge.GetAsync();
        await WaitAsync(() => _edge.Disk.Syncs > before);
        await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System));
        Assert.False(answer.IsCompleted);
        _edge.Disk.LetGo();
        Assert.Equal("2", await answer);
    }

    [Fact]
    public async Task Answer_AfterASynchronousWrite_WaitsForTheDisk()
    {
        await _edge.DeployAsync("run() { const { kv } = this.ctx.storage, n = (kv.get('n') ?? 0) + 1; kv.put('n', n); return n }");
        Assert.Equal("1", await _edge.GetAsync());
        _edge.Disk.Hold();
        int before = _edge.Disk.Syncs;
        Task<string> answer = _edge.GetAsync();
        await WaitAsync(() => _edge.Disk.Syncs > before);
        Assert.False(answer.IsCompleted);
        _edge.Disk.LetGo();
        Assert.Equal("2", await answer);
    }

    [Fact]
    public async Task SynchronousWrites_OfATurnThatIsAborted_AreUndone()
    {
        await _edge.DeployAsync(
            "die() { this.ctx.storage.kv.put('a', 1); this.ctx.abort('enough') } run() { return String(this.ctx.storage.kv.get('a')) }",
            "const x = env.THING.getByName('x'); await x.die().catch(() => {}); return new Response(await x.run())");
        Assert.Equal("undefined", await _edge.GetAsync());
    }

    [Fact]
    public async Task Answer_WithoutAWrite_DoesNotWait()
    {
        await _edge.DeployAsync(Counter, "return new Response(String(await env.THING.getByName('x').read()))");
        _edge.Disk.Hold();
        Assert.Equal("0", await _edge.GetAsync());
        Assert.Equal(0, _edge.Disk.Syncs);
    }

    [Fact]
    public async Task Answer_ThatReadsWhatIsNotDurableYet_WaitsToo()
    {
        await _edge.DeployAsync(Counter, "const x = env.THING.getByName('x'); return new Response(String(new URL(request.url).pathname === '/read' ? await x.read() : await x.run()))");
        Assert.Equal("1", await _edge.GetAsync());
        _edge.Disk.Hold();
        Task<string> write = _edge.GetAsync();
        Task<string> read = _edge.GetAsync("/read");
        await Task.WhenAny(write, read, Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System));
        Assert.False(write.IsCompleted || read.IsCompleted);
        _edge.Disk.LetGo();
        Assert.Equal("2", await write);
        Assert.Contains(await read, (string[])["1", "2"]);
    }

    [Fact]
    public async Task Fetch_AfterAWrite_LeavesAfterTheDiskHasIt()
    {
        var outbound = new FakeOutbound(static _ => FakeOutbound.Text("origin"));
        await using ObjectEdge edge = new(services: services => services.AddSingleton<IOutboundHandler>(outbound));
        await edge.DeployAsync("async run() { await this.ctx.storage.put('a', 1); const sent = fetch('https://origin.example/'); return (await sent).status }");
        edge.Disk.Hold();
        Task<string> answer = edge.GetAsync();
        await WaitAsync(() => edge.Disk.Syncs > 0);
        Assert.Empty(outbound.Requests);
        edge.Disk.LetGo();
        Assert.Equal("200", await answer);
        Assert.Single(outbound.Requests);
    }

    [Theory]
    [InlineData("await fetch('https://origin.example/')")]
    [InlineData("await env.JOBS.send('job')")]
    [InlineData("await env.JOBS.sendBatch([{ body: 'job' }])")]
    [InlineData("ctx.waitUntil(env.JOBS.send('job'))")]
    [InlineData("await fetch('https://origin.example/', { method: 'POST', duplex: 'half', body: new ReadableStream({ pull(c) { c.enqueue(new Uint8Array(9)); c.close() } }) })")]
    public async Task FailedFlush_NothingThatTheObjectSends_Leaves(string send)
    {
        var outbound = new FakeOutbound(static _ => FakeOutbound.Text("origin"));
        var queues = new InMemoryQueueStore();
        await using ObjectEdge edge = new(services: services => services.AddSingleton<IOutboundHandler>(outbound).AddSingleton<IQueueStore>(queues));
        FunctionConfig config = ObjectEdge.Config("Thing");
        Dictionary<string, FunctionBinding> bindings = new(config.Bindings) { ["JOBS"] = FunctionBinding.Parse("""{ "type": "queue", "queue": "jobs" }""") };
        await edge.DeployAsync(
            $"async run() {{ const {{ ctx, env }} = this; await ctx.storage.put('a', 1); {send}; return 'sent' }}",
            "try { return new Response(await env.THING.getByName('x').run()) } catch (error) { return new Response(error.retryable ? 'failed' : String(error)) }",
            config with { Bindings = bindings });
        edge.Disk.IsBroken = true;
        Assert.Equal("failed", await edge.GetAsync());
        Assert.Empty(outbound.Requests);
        Assert.Empty(await queues.BrowseAsync("jobs", "", 10, CancellationToken.None));
        edge.Disk.IsBroken = false;
        Assert.Equal("sent", await edge.GetAsync());
    }

    [Fact]
    public async Task FailedFlush_NoCallerSeesAnAnswer_AndTheObjectBeginsAnew()
    {
        await _edge.DeployAsync(
            Counter,
            "const x = env.THING.getByName('x'); try { return new Response(String(new URL(request.url).pathname === '/read' ? await x.read() : await x.run())) } catch (e) { return new Response(`failed ${e.retryable}`) }");
        Assert.Equal("1", await _edge.GetAsync());
        _edge.Disk.IsBroken = true;
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _edge.GetAsync())));
        Assert.All(answers, static answer => Assert.StartsWith("failed", answer, StringComparison.Ordinal));
        _edge.Disk.IsBroken = false;
        int now = int.Parse(await _edge.GetAsync("/read"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(now, 1, 21);
        Assert.Equal($"{now + 1}", await _edge.GetAsync());
    }

    [Fact]
    public async Task Writes_OfATurnThatIsStopped_AreUndone()
    {
        await using ObjectEdge edge = new(options => options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromMilliseconds(100) });
        await edge.DeployAsync(
            "async burn() { await this.ctx.storage.put('n', 1); for (;;); } async run() { return String(await this.ctx.storage.get('n')) }",
            "const x = env.THING.getByName('x'); let text = ''; try { await x.burn() } catch (e) { text = e.message } return new Response(text + ' ' + await x.run())",
            ObjectEdge.Config("Thing") with { CpuMs = 100 });
        Assert.Equal("The function used more CPU time than the 100 ms it may. undefined", await edge.GetAsync());
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private static async Task WaitAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private async Task<int[]> CallAsync(int times)
    {
        int[] answers = new int[times];
        await Parallel.ForAsync(0, times, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            answers[i] = int.Parse(await _edge.GetAsync(), System.Globalization.CultureInfo.InvariantCulture));
        return answers;
    }
}
