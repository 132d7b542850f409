using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.Rpc;

/// <summary>Functions and RpcTarget objects in calls between functions.</summary>
public sealed class StubTests : IAsyncTest
{
    private const string Declarations = """
        class Counter extends RpcTarget {
          count = 0;
          #step;
          constructor(step = 1) { super(); this.#step = step; }
          increment(by = 1) { return this.count += by * this.#step; }
          get value() { return this.count; }
          get bad() { throw new RangeError('no such luck'); }
          nested() { return { counter: this, list: [() => 'deep'] }; }
          fail() { throw new TypeError('failed there'); }
          dup2() { return new Counter(2); }
        }
        class Watched extends RpcTarget {
          ping() { return 'pong'; }
          [Symbol.dispose]() { globalThis.disposals = (globalThis.disposals ?? 0) + 1; }
        }
        """;

    private const string Members = """
        getCounter() { return new Counter(); }
        counters() { return { a: new Counter(), list: [new Counter(10), { f: (x) => x * 2 }], plain: { text: 'hi' } }; }
        adder(a) { return (b) => a + b; }
        async callBack(f, ...args) { return f(...args); }
        async callTwice({ on }) { return [await on.first(1), await on.list[0](2)]; }
        async useTarget(target) { return `${await target.hello('you')} ${await target.name}`; }
        echo(value) { return value; }
        watched() { return new Watched(); }
        disposals() { return globalThis.disposals ?? 0; }
        async keep(f) { globalThis.kept = f.dup(); globalThis.lost = f; return await f(1); }
        async callKept(which) { try { return await globalThis[which](2); } catch (e) { return e.message; } }
        async session(cb) { const mine = cb.dup(); return new (class extends RpcTarget { say(text) { return mine(text); } })(); }
        get version() { return 'v7'; }
        get settings() { return { depth: { level: 3 } }; }
        self() { return this.env.SVC.getCounter(); }
        async wrapped() { const inner = await this.env.SVC.getCounter(); return new (class extends RpcTarget { up() { return inner.increment(5); } })(); }
        """;

    private readonly RpcPair _pair = new();

    [Theory]
    [InlineData("const c = await env.SVC.getCounter(); await c.increment(); return show(await c.increment(4))", "5")]
    [InlineData("const { a, list, plain } = await env.SVC.counters(); return show([await a.increment(), await list[0].increment(), await list[1].f(4), plain.text])", """[1,10,8,"hi"]""")]
    [InlineData("const add = await env.SVC.adder(2); return show(await add(3))", "5")]
    [InlineData("return show(await env.SVC.callBack((a, b) => `${a}-${b}`, 1, 2))", "1-2")]
    [InlineData("return show(await env.SVC.callTwice({ on: { first: (x) => x + 1, list: [async (x) => x * 10] } }))", "[2,20]")]
    [InlineData("return show(await env.SVC.useTarget(new Greeter('me')))", "hello you from me me")]
    [InlineData("const c = await env.SVC.getCounter(); const again = await env.SVC.echo(c); await again.increment(); return show(await c.value)", "1")]
    [InlineData("const c = await env.SVC.getCounter(); const { counter, list } = await c.nested(); await counter.increment(); return show([await c.value, await list[0]()])", """[1,"deep"]""")]
    [InlineData("const c = await env.SVC.self(); return show(await c.increment())", "1")]
    [InlineData("const c = await env.SVC.wrapped(); await c.up(); return show(await c.up())", "10")]
    [InlineData("const f = () => 1; const [a, b] = await env.SVC.echo([f, f]); return show([a === b, await a()])", "[true,1]")]
    [InlineData("const s = await env.SVC.session((t) => t.toUpperCase()); return show(await s.say('loud'))", "LOUD")]
    [InlineData("const c = await env.SVC.getCounter(); return show([typeof c, 'then' in c, c.then === undefined, c.constructor === undefined, c.__proto__ === undefined, Object.keys(c).length])", """["function",false,true,true,true,0]""")]
    [InlineData("const { inspect } = await import('node:util'), c = await env.SVC.getCounter(), p = env.SVC.getCounter(); console.log(env, c, p, c.x); await p; return show([inspect(env), inspect(c), inspect(p), inspect(c.x)].every((text) => typeof text === 'string'))", "true")]
    public async Task Call_FunctionsAndTargets_PassByReference(string body, string shown)
    {
        await _pair.DeployAsync(Members, Declarations);
        Assert.Equal(shown, await _pair.RunAsync(body, "class Greeter extends RpcTarget { #n; constructor(n) { super(); this.#n = n; } hello(w) { return `hello ${w} from ${this.#n}`; } get name() { return this.#n; } }"));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("return show(await env.SVC.getCounter().increment())", "1")]
    [InlineData("return show(await env.SVC.getCounter().nested().counter.increment(3))", "3")]
    [InlineData("return show(await env.SVC.getCounter().dup2().increment(3))", "6")]
    [InlineData("return show(await env.SVC.counters().list)", "[null,{}]")]
    [InlineData("return show(await env.SVC.counters().plain.text)", "hi")]
    [InlineData("return show(await env.SVC.counters().list[1].f(21))", "42")]
    [InlineData("return show(await env.SVC.adder(2)(5))", "7")]
    [InlineData("return show(await env.SVC.version)", "v7")]
    [InlineData("return show(await env.SVC.settings.depth.level)", "3")]
    [InlineData("return show(await env.SVC.getCounter().value)", "0")]
    [InlineData("return show(await env.SVC.counters().nothing)", "undefined")]
    [InlineData("const c = env.SVC.getCounter(); return show(await Promise.all([c.increment(), c.increment(), c.increment()]))", "[1,2,3]")]
    [InlineData("const log = []; await env.SVC.getCounter().fail().catch((e) => log.push(e.message)).finally(() => log.push('end')); return show(log)", """["failed there","end"]""")]
    [InlineData("const p = env.SVC.getCounter(); const c = await p; p[Symbol.dispose](); await scheduler.wait(1); return c.increment().then(() => show('alive'))", "Error: The stub was disposed of: by its code, or because the call or request that it came with is over. To keep a stub beyond its call: stub.dup().", true)]
    public async Task Call_OnThePromiseOfACall_GoesToItsAnswer(string body, string shown, bool fails = false)
    {
        await _pair.DeployAsync(Members, Declarations);
        Assert.Equal(shown, await _pair.RunAsync(fails ? body.Replace("return c.", "return await c.", StringComparison.Ordinal) : body));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData("c.count", "TypeError: The RPC receiver does not implement the property \"count\"")]
    [InlineData("c.count()", "TypeError: The RPC receiver does not implement the method \"count\"")]
    [InlineData("c.toString()", "TypeError: The RPC receiver does not implement the method \"toString\"")]
    [InlineData("c.hasOwnProperty('count')", "TypeError: The RPC receiver does not implement the method \"hasOwnProperty\"")]
    [InlineData("c.nothing.at.all()", "TypeError: The RPC receiver does not implement the method \"nothing\"")]
    [InlineData("c.value()", "TypeError: The RPC receiver does not implement the method \"value\"")]
    [InlineData("c()", "TypeError: The stub stands for an object, which cannot be called")]
    [InlineData("c.bad", "RangeError: no such luck")]
    [InlineData("c.bad()", "RangeError: no such luck")]
    [InlineData("c.fail()", "TypeError: failed there")]
    [InlineData("c.increment.constructor('return 1')()", "TypeError: c.increment.constructor is not a function")]
    [InlineData("(async () => { c.x = 1 })()", "TypeError: What is in another isolate cannot be changed from here")]
    [InlineData("(async () => new c())()", "TypeError: c is not a constructor")]
    [InlineData("env.SVC.getCounter().nested().nothing()", "TypeError: What the call gave has no method \"nothing\"")]
    [InlineData("env.SVC.adder(1).call(null, 1)", "TypeError: The RPC receiver does not implement the method \"call\"")]
    [InlineData("env.SVC.echo(c.increment)", "DataCloneError: The promise or the property of a call cannot be sent before it was awaited")]
    [InlineData("env.SVC.echo(env.SVC.getCounter())", "DataCloneError: The promise or the property of a call cannot be sent before it was awaited")]
    [InlineData("env.SVC.echo(new Proxy(() => 1, {})).then((f) => f())", "1")]
    public async Task Call_OfWhatIsNotThere_FailsClearly(string call, string shown)
    {
        await _pair.DeployAsync(Members, Declarations);
        Assert.Equal(shown, await _pair.RunAsync($"const c = await env.SVC.getCounter(); return show(await {call})"));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Property_OfAnInstance_NeverShadowsTheClass()
    {
        await _pair.DeployAsync("get() { const c = new Counter(); c.increment = () => 'own'; return c; }", Declarations);
        Assert.Equal("1", await _pair.RunAsync("return show(await env.SVC.get().increment())"));
    }

    [Fact]
    public async Task Dispose_OfAStub_TellsTheTargetAndEndsIt()
    {
        await _pair.DeployAsync(Members, Declarations);
        const string Body = """
            const w = await env.SVC.watched(), other = w.dup();
            w[Symbol.dispose]();
            w[Symbol.dispose]();
            const gone = await w.ping().catch((e) => e.message.slice(0, 25)), pong = await other.ping(), before = await env.SVC.disposals();
            other[Symbol.dispose]();
            for (let i = 0; i < 500 && await env.SVC.disposals() === 0; i++) await scheduler.wait(i);
            return show([gone, pong, before, await env.SVC.disposals()]);
            """;
        Assert.Equal("""["The stub was disposed of:","pong",0,1]""", await _pair.RunAsync(Body));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Dispose_OfAResult_DisposesOfAllStubsInIt()
    {
        await _pair.DeployAsync(Members, Declarations);
        const string Body = """
            const all = await env.SVC.counters();
            all[Symbol.dispose]();
            return show([Object.keys(all), await all.a.increment().catch((e) => 'gone'), await all.list[1].f(1).catch((e) => 'gone')]);
            """;
        Assert.Equal("""[["a","list","plain"],"gone","gone"]""", await _pair.RunAsync(Body));
    }

    [Fact]
    public async Task Stub_AfterTheRequestThatLentIt_IsGone()
    {
        await _pair.DeployAsync(Members, Declarations);
        await _pair.DeployCallerAsync("const path = new URL(request.url).pathname; return show(path === '/keep' ? await env.SVC.keep((x) => x) : await env.SVC.callKept(path.slice(1)))");
        Assert.Equal("1", (await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get("/keep"))).Text());
        await _pair.AssertNothingIsLeftAsync();
        Assert.StartsWith("The stub was disposed of", (await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get("/kept"))).Text(), StringComparison.Ordinal);
        Assert.StartsWith("The stub was disposed of", (await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get("/lost"))).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WaitingToBeCalledBack_IsNotTakenForStalled()
    {
        await _pair.DeployAsync("later(f) { this.ctx.waitUntil(scheduler.wait(30).then(() => f('called'))); return 'ok'; }");
        Assert.Equal("called", await _pair.RunAsync("const text = await new Promise((resolve) => { env.SVC.later(resolve) }); return show(text)"));
        await _pair.AssertNothingIsLeftAsync();
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();
}
