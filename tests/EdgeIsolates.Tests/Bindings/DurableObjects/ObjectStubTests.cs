using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>Functions and RpcTarget objects in calls of Durable Objects.</summary>
public sealed class ObjectStubTests : IAsyncTest
{
    private const string Members = """
        #subscribers = [];
        async run() { return 'ran'; }
        get kind() { return 'thing'; }
        session(name) {
          const { ctx } = this;
          return new (class extends RpcTarget {
            async add(n) { const sum = (await ctx.storage.get(name) ?? 0) + n; await ctx.storage.put(name, sum); return sum; }
            get name() { return name; }
            abort() { ctx.abort('enough'); }
          })();
        }
        async each(list, f) { const all = []; for (const item of list) all.push(await f(item)); return all; }
        subscribe(f) { this.#subscribers.push(f.dup()); return this.#subscribers.length; }
        async publish(text) { const all = []; for (const f of this.#subscribers) all.push(await f(text).catch((e) => e.message.slice(0, 30))); return all; }
        async other() { globalThis.kept ??= await this.env.THING.getByName('other').session('s'); return await globalThis.kept.add(1).catch((e) => e.message.slice(0, 25)); }
        """;

    private readonly ObjectEdge _edge = new();

    [Theory]
    [InlineData("const s = await thing.session('a'); await s.add(1); return show(await s.add(2))", "3")]
    [InlineData("return show(await thing.session('a').add(5))", "5")]
    [InlineData("return show(await thing.session('a').name)", "a")]
    [InlineData("return show(await thing.kind)", "thing")]
    [InlineData("return show((await thing.each([1, 2, 3], (x) => x * x)).join())", "1,4,9")]
    [InlineData("const s = thing.session('a'); return show((await Promise.all([s.add(1), s.add(1), s.add(1)])).sort().join())", "1,2,3")]
    [InlineData("await thing.subscribe((t) => `1${t}`); await thing.subscribe((t) => `2${t}`); return show((await thing.publish('!')).join())", "1!,2!")]
    [InlineData("return show([await thing.other(), await thing.other()].join())", "1,The stub was disposed of:")]
    [InlineData("const s = await thing.session('a'); await s.abort().catch(() => {}); return show(await s.add(1).catch((e) => e.message.slice(0, 33)))", "What the stub stands for is gone:")]
    public async Task Call_OfAnObject_PassesFunctionsAndTargets(string handler, string shown)
    {
        await DeployAsync(handler);
        Assert.Equal(shown, await _edge.GetAsync());
    }

    [Fact]
    public async Task Session_Writes_AreOnTheDiskBeforeItsAnswerLeaves()
    {
        await DeployAsync("return show(await thing.session('a').add(5))");
        _edge.Disk.Hold();
        Task<string> answer = _edge.GetAsync();
        await UntilAsync(() => _edge.Disk.Syncs > 0);
        Assert.False(answer.IsCompleted);
        _edge.Disk.LetGo();
        Assert.Equal("5", await answer);
    }

    [Fact]
    public async Task Subscriber_WhoseRequestIsOver_IsGone()
    {
        await DeployAsync("if (new URL(request.url).pathname === '/publish') return show((await thing.publish('!')).join()); return show(await thing.subscribe((t) => t))");
        Assert.Equal("1", await _edge.GetAsync());
        await UntilAsync(() => _edge.Host.Isolates.Open.All(static isolate => isolate.Stubs.Lent == 0));
        Assert.Equal("What the stub stands for is go", await _edge.GetAsync("/publish"));
    }

    [Fact]
    public async Task Object_WhoseSessionIsOpen_StaysLongerButNotForEver()
    {
        var time = new FakeTime();
        await using var edge = new ObjectEdge(time: time);
        await edge.DeployAsync("hello() { return () => 1; } wait() { return new Promise(() => {}); }", "const f = await env.THING.getByName('x').hello(); await new Promise((r) => setTimeout(r, 1e6)); return new Response('no')");
        using var cancel = new CancellationTokenSource();
        Task<InvocationResult> call = edge.Host.Runtime.InvokeAsync("f", EdgeHost.Get(), cancel.Token).AsTask();
        await UntilAsync(() => edge.Objects.Live.Any(static live => live is { Calls: 1, UnderWay: 0 }));
        LiveObject live = edge.Objects.Live.Single();
        time.Advance(TimeSpan.FromSeconds(1));
        live.LeaveIfIdle(TimeSpan.FromSeconds(1));
        Assert.False(live.IsOver);
        live.LeaveIfIdle(TimeSpan.FromMilliseconds(100));
        Assert.True(live.IsOver);
        await cancel.CancelAsync();
        await call;
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (int i = 0; i < 6000 && !isSo(); i++)
        {
            await Task.Delay(5);
        }

        Assert.True(isSo());
    }

    private Task<EdgeFunction> DeployAsync(string handler) => _edge.Host.DeployAsync(
        $$"""
        import { DurableObject, RpcTarget } from 'cloudflare:workers';
        export class Thing extends DurableObject {
          {{Members}}
        }
        export default { async fetch(request, env) {
          const show = (value) => new Response(String(value)), thing = env.THING.getByName('x');
          {{handler}}
        } };
        """,
        ObjectEdge.Config("Thing"));
}
