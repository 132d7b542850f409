using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>Objects that mean no good: the host and the other objects go on.</summary>
public sealed class ObjectAbuseTests : IAsyncTest
{
    // Who was at fault is not always known: V8 may give up anywhere.
    private const string OutOfMemory = @"The (function used|Durable Object was reset, because its isolate used) more memory than it may\.";

    private readonly ObjectEdge _edge = new(options =>
    {
        options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(10) };
        options.DurableObjects.MaxQueuedCalls = 20;
    });

    [Fact]
    public async Task Object_ThatNeverYields_IsStoppedAndTheNextCallFindsANewOne()
    {
        await _edge.DeployAsync("async burn() { for (;;); } run() { return 'well' }", Handler("x.burn()"), Config);
        Assert.Equal("Error: The function used more CPU time than the 200 ms it may. [retryable,durableObjectReset]", await _edge.GetAsync("/bad"));
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Sql_ThatNeverEnds_IsBrokenOffWithinTheBudget()
    {
        await _edge.DeployAsync(
            "async burn() { return this.ctx.storage.sql.exec('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n').one() } run() { return 'well' }",
            Handler("x.burn()"),
            Config);
        Assert.Matches(@"^Error: The (statement took too long|function used more CPU time).* \[(remote|retryable,durableObjectReset)\]$", await _edge.GetAsync("/bad"));
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Memory_OfOneObject_EndsItsIsolateOnly()
    {
        await using ObjectEdge edge = Patient();
        await edge.DeployAsync("async burn() { const all = []; for (;;) all.push(new Array(1e5).fill(1)) } run() { return 'well' }", Handler("x.burn()"), ObjectEdge.Config("Thing") with { MemoryLimitMb = 32 });
        Assert.Matches($@"^Error: {OutOfMemory} \[retryable,durableObjectReset\]$", await edge.GetAsync("/bad"));
        Assert.Equal("well", await edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Memory_OfOneObject_TakesNoRequestWithIt()
    {
        await using ObjectEdge edge = Patient();
        await edge.DeployAsync(
            "async burn() { const all = []; for (;;) all.push(new Array(1e5).fill(1)) } there() {} async slow() { await scheduler.wait(60000) }",
            """
            const x = env.THING.getByName('x'), y = env.THING.getByName('y');
            if (new URL(request.url).pathname === '/waits') { globalThis.isThere = true; while (!globalThis.isOver) await scheduler.wait(20); return new Response('still here') }
            while (!globalThis.isThere) await scheduler.wait(5);
            await y.there();
            const other = y.slow().catch((e) => e);
            const error = await x.burn().catch((e) => e), neighbour = await other;
            globalThis.isOver = true;
            return Response.json([error, neighbour].map((e) => [e.message, e.retryable ?? 0, e.overloaded ?? 0, e.remote ?? 0]));
            """,
            ObjectEdge.Config("Thing") with { MemoryLimitMb = 32, TimeoutMs = 30000, MaxIsolates = 1 });
        Task<string> waits = edge.GetAsync("/waits");
        Assert.Matches($@"^\[\[""{OutOfMemory}"",true,0,0\],\[""{OutOfMemory}"",true,0,0\]\]$", await edge.GetAsync("/bad"));
        Assert.Equal("still here", await waits);
    }

    [Fact]
    public async Task Calls_MoreThanTheQueueTakes_AreRefusedAsOverloaded()
    {
        await _edge.DeployAsync(
            "async slow() { await scheduler.wait(500) } run() { return 'well' }",
            Handler("x.run().then(() => Promise.allSettled(Array.from({ length: 50 }, () => x.slow()))).then((all) => { throw new Error(all.map((one) => one.reason === undefined ? '.' : one.reason.overloaded ? 'o' : one.reason.message).join('')) })"),
            Config);
        string text = await _edge.GetAsync("/bad");
        Assert.Matches(@"^Error: \.{20,}o[.o]* \[\]$", text);
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Objects_ThatCallEachOtherWithoutEnd_AreStopped()
    {
        await _edge.DeployAsync("run() { return 'well' } async burn(n) { return this.env.THING.getByName('x' + n).burn(n + 1) }", Handler("x.burn(0)"), Config);
        Assert.Contains("called one another", await _edge.GetAsync("/bad"), StringComparison.Ordinal);
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Object_ThatCallsItselfInACircle_IsStopped()
    {
        await _edge.DeployAsync("run() { return 'well' } async burn() { return this.env.THING.get(this.ctx.id).burn() }", Handler("x.burn()"), Config);
        Assert.Contains("called one another", await _edge.GetAsync("/bad"), StringComparison.Ordinal);
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Fact]
    public async Task Cursors_KeptOverAwaits_AreBounded()
    {
        await _edge.DeployAsync(
            """
            async burn() {
              const { sql } = this.ctx.storage, kept = [];
              sql.exec('CREATE TABLE t (x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT i FROM n');
              for (let i = 0; i < 500; i++) { kept.push(sql.exec('SELECT x FROM t')); if (i % 50 === 0) await scheduler.wait(1); }
              kept[499].toArray(); kept[0].toArray();
            }
            run() { return 'well' }
            """,
            Handler("x.burn()"),
            Config with { CpuMs = 10_000 });
        Assert.Matches("^Error: The cursor was closed, .* \\[remote\\]$", await _edge.GetAsync("/bad"));
        Assert.Equal("well", await _edge.GetAsync("/good"));
    }

    [Theory]
    [InlineData("Array.prototype")]
    [InlineData("Map.prototype")]
    [InlineData("Promise.prototype")]
    [InlineData("Uint8Array.prototype")]
    [InlineData("Object.getPrototypeOf(Uint8Array.prototype)")]
    [InlineData("String.prototype")]
    [InlineData("DataView.prototype")]
    public async Task PatchedPrototypes_DoNotReachTheStorage(string prototype)
    {
        await _edge.DeployAsync(
            $$"""
            async run() {
              for (let P = {{prototype}}, keys = Reflect.ownKeys(P), i = 0; i < keys.length; i++) {
                const key = keys[i];
                try { if (typeof P[key] === 'function' && key !== 'constructor') P[key] = () => { throw new Error('patched') } } catch {}
              }
              await this.ctx.storage.put('a', { b: [1, 2] });
              await this.ctx.storage.list({ limit: 10 });
              const { b } = await this.ctx.storage.get('a');
              return 'well' + b[1] + this.ctx.storage.sql.exec('SELECT 7 AS n').one().n;
            }
            """,
            config: Config with { TimeoutMs = 3000 });
        Assert.Equal("well27", await _edge.GetAsync());
    }

    [Fact]
    public async Task StoredAway_StorageOfAnObjectThatHasLeft_IsOfNoUse()
    {
        await _edge.DeployAsync(
            "async burn() { globalThis.kept = this.ctx.storage; globalThis.kept.put('a', 1); this.ctx.abort('gone') } async run() { try { await globalThis.kept?.put('a', 2) } catch (e) { return 'refused' } return 'another isolate' }",
            Handler("x.burn()"),
            Config);
        Assert.Equal("Error: gone [remote,durableObjectReset]", await _edge.GetAsync("/bad"));
        Assert.Contains(await _edge.GetAsync("/good"), (string[])["refused", "another isolate"]);
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();

    private static FunctionConfig Config => ObjectEdge.Config("Thing") with { CpuMs = 200 };

    /// <summary>A host that lets memory run out before CPU time does, on a busy machine too.</summary>
    private static ObjectEdge Patient() => new(static options => options.Limits = options.Limits with { CpuPerRequest = TimeSpan.FromSeconds(30), WallPerRequest = TimeSpan.FromSeconds(60) });

    private static string Handler(string bad) =>
        $$"""
        const x = env.THING.getByName('x');
        if (new URL(request.url).pathname === '/good') return new Response(await x.run());
        try { await {{bad}}; return new Response('no error') } catch (e) {
          return new Response(`${e.name}: ${e.message} [${['retryable', 'overloaded', 'remote', 'durableObjectReset'].filter((mark) => e[mark] === true)}]`);
        }
        """;
}
