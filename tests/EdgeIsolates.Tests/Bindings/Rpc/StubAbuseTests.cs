using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.Rpc;

/// <summary>Code that misuses stubs harms itself alone.</summary>
public sealed class StubAbuseTests : IAsyncTest
{
    private const string Limit = "(the limit StubsPerRequest), and this one has.";

    private readonly RpcPair _pair = new(static options => options.Limits = options.Limits with { StubsPerRequest = 20 });

    [Theory]
    [InlineData("const all = []; for (let i = 0; i < 30; i++) all.push(await env.SVC.make()); return show('no')", "A request may have 20 stubs open at the same time " + Limit)]
    [InlineData("const f = await env.SVC.make(), all = []; for (let i = 0; i < 30; i++) all.push(f.dup()); return show('no')", "A request may have 20 stubs open at the same time " + Limit)]
    [InlineData("await env.SVC.echo(Array.from({ length: 30 }, () => () => 1)); return show('no')", "A request may have 20 functions and RpcTarget objects lent to others at the same time " + Limit)]
    [InlineData("await env.SVC.many(); return show('no')", "A request may have 20 functions and RpcTarget objects lent to others at the same time " + Limit)]
    [InlineData("await Promise.all(Array.from({ length: 30 }, () => env.SVC.hold(() => 1))); return show('no')", "A request may have 20 functions and RpcTarget objects lent to others at the same time " + Limit)]
    public async Task Storm_OfStubs_IsStoppedByTheLimit(string body, string error)
    {
        await DeployAsync();
        Assert.Contains(error, await _pair.RunAsync(body), StringComparison.Ordinal);
        await _pair.AssertNothingIsLeftAsync();
        Assert.Equal("1", await _pair.RunAsync("return show(await env.SVC.make()())"));
    }

    [Fact]
    public async Task Storm_ThatIsDisposedOf_GoesOn()
    {
        await DeployAsync();
        Assert.Equal("done", await _pair.RunAsync("for (let i = 0; i < 100; i++) { const f = await env.SVC.make(); await f(); f[Symbol.dispose](); } return show('done')"));
        Assert.Equal("done", await _pair.RunAsync("for (let i = 0; i < 100; i++) await env.SVC.useOnce(() => 1); return show('done')"));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Callbacks_ThatCallEachOtherInACircle_EndWithAnError()
    {
        await DeployAsync();
        string text = await _pair.RunAsync("let n = 0; const again = async () => { n++; return await env.SVC.useOnce(again); }; try { await again() } catch (e) { return show(`${n} ${e.message}`) }");
        Assert.Contains("16 functions called one another already", text, StringComparison.Ordinal);
        Assert.StartsWith("9 ", text, StringComparison.Ordinal);
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Disposers_ThatLendAgainAndAgain_End()
    {
        await DeployAsync();
        await _pair.RunAsync("await env.SVC.useTarget(new Chain(env)); await scheduler.wait(50); return show('ok')", """
            class Chain extends RpcTarget { #env; constructor(env) { super(); this.#env = env; } call() {} async [Symbol.dispose]() { await this.#env.SVC.take(new Chain(this.#env)); } }
            """);
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Getters_ThatThrow_ThrowAtTheCallerOnly()
    {
        await DeployAsync();
        Assert.Equal(
            """["Error: get","Error: dispose","Error: then"]""",
            await _pair.RunAsync("""
                const fail = (p) => p.then(() => 'no', (e) => `${e.name}: ${e.message}`);
                const bad = { __proto__: null, a: new Target(), get b() { throw new Error('get'); } };
                const disposer = Object.defineProperty(() => 1, Symbol.dispose, { get() { throw new Error('dispose'); } });
                return show([await fail(env.SVC.echo(bad)), await fail(env.SVC.echo([() => 1, disposer])), await fail(env.SVC.badThen())]);
                """, "class Target extends RpcTarget {}"));
        await _pair.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Prototypes_ThatArePatched_ChangeNothing()
    {
        await DeployAsync();
        const string Body = """
            Array.prototype[Symbol.iterator] = () => { throw new Error('iterated'); };
            WeakMap.prototype.get = Map.prototype.get = () => { throw new Error('looked up'); };
            Object.defineProperty(Array.prototype, '0', { set() { throw new Error('set'); }, configurable: true });
            ['apply', 'has', 'construct', 'ownKeys', 'target', 'parcel', 'get'].forEach((name) => Object.defineProperty(Object.prototype, name, { get() { throw new Error(`asked for ${name}`); }, configurable: true }));
            const f = await env.SVC.echo((x) => x + 1), n = await f(1);
            f[Symbol.dispose]();
            return new Response(`${n}`);
            """;
        Assert.Equal("2", await _pair.RunAsync(Body));
    }

    [Fact]
    public async Task Targets_BurningCpu_AreStoppedAtTheirOwnLimitAndChargeTheCaller()
    {
        await _pair.DeployAsync("make() { return () => { for (;;) {} }; }", config: new FunctionConfig { CpuMs = 40 });
        await _pair.DeployCallerAsync("try { await env.SVC.make()(); } catch (e) { return new Response(e.message) }");
        InvocationResult result = await _pair.Host.Runtime.InvokeAsync("f", EdgeHost.Get());
        Assert.StartsWith("A stub of svc gave no answer (ExceededCpu)", result.Text(), StringComparison.Ordinal);
        Assert.InRange(result.CpuTime.TotalMilliseconds, 30, 2000);
        await _pair.AssertNothingIsLeftAsync();
    }

    public ValueTask DisposeAsync() => _pair.DisposeAsync();

    private Task<EdgeFunction> DeployAsync() => _pair.DeployAsync("""
        make() { return () => 1; }
        many() { return Array.from({ length: 30 }, () => () => 1); }
        echo(value) { return value; }
        async hold(f) { await scheduler.wait(20); return await f(); }
        async useOnce(f) { return await f(); }
        async useTarget(target) { return await target.call(); }
        take() {}
        badThen() { return Object.defineProperty(() => 1, 'then', { get() { throw new Error('then'); } }); }
        """);
}
