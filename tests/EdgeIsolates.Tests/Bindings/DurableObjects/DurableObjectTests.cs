using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Tests.Bindings.DurableObjects;

/// <summary>What functions and classes see of Durable Objects.</summary>
public sealed class DurableObjectTests : IAsyncTest
{
    private readonly ObjectEdge _edge = new();

    [Fact]
    public async Task Deploy_ClassIsNotExported_IsRefused()
    {
        DeployResult result = await _edge.Host.TryDeployAsync("export default { fetch() {} }", ObjectEdge.Config("Thing"));
        DeployFault fault = Assert.Single(result.Faults);
        Assert.Equal("The migrations name the Durable Object class Thing, which the main module does not export", fault.Message);
    }

    [Fact]
    public async Task Call_OfAMethod_IsAnsweredByOneInstance()
    {
        await _edge.DeployAsync(
            "n = 0; add(a, b) { this.n++; return { sum: a + b, n: this.n, id: this.ctx.id.name } }",
            "const x = env.THING.get(env.THING.idFromName('x')); await x.add(1, 2); return Response.json([await x.add(3, 4), await env.THING.getByName('y').add(0, 0)])");
        Assert.Equal("""[{"sum":7,"n":2,"id":"x"},{"sum":0,"n":1,"id":"y"}]""", await _edge.GetAsync());
    }

    [Fact]
    public async Task Fetch_OfAStub_PassesRequestAndResponse()
    {
        await _edge.DeployAsync(
            "async fetch(request) { return new Response(request.method + new URL(request.url).pathname + await request.text() + request.headers.get('x-a'), { status: 201, headers: { 'x-b': 'b' } }) }",
            """
            const answer = await env.THING.getByName('x').fetch('https://object/path', { method: 'POST', body: 'body', headers: { 'x-a': 'a' } });
            return new Response([answer.status, answer.headers.get('x-b'), await answer.text()].join(' '));
            """);
        Assert.Equal("201 b POST/pathbodya", await _edge.GetAsync());
    }

    [Fact]
    public async Task Fetch_WithoutDurableObjectBase_Works()
    {
        await _edge.Host.DeployAsync(
            """
            export class Thing { constructor(state, env) { this.state = state } async fetch() { return new Response(this.state.id.toString().length + typeof this.state.storage.get) } }
            export default { fetch: (request, env) => env.THING.getByName('x').fetch(request) }
            """,
            ObjectEdge.Config("Thing"));
        Assert.Equal("64function", await _edge.GetAsync());
    }

    [Theory]
    [InlineData("await storage.put('k', { a: [1, new Date(0), new Map([[1, 2]])] }); const v = await storage.get('k'); return v.a[1].toISOString() + v.a[2].get(1)", "1970-01-01T00:00:00.000Z2")]
    [InlineData("await storage.put({ b: 1, a: 2, c: 3 }); return JSON.stringify([...await storage.get(['a', 'x', 'b'])])", """[["a",2],["b",1]]""")]
    [InlineData("await storage.put({ b: 1, a: 2, c: 3 }); return JSON.stringify([...await storage.list({ reverse: true, limit: 2 })])", """[["c",3],["b",1]]""")]
    [InlineData("await storage.put({ 'u:1': 1, 'u:2': 2, v: 3 }); return [...(await storage.list({ prefix: 'u:', startAfter: 'u:1' })).keys()].join()", "u:2")]
    [InlineData("await storage.put({ a: 1, b: 2 }); return JSON.stringify([await storage.delete('a'), await storage.delete('a'), await storage.delete(['b', 'c']), (await storage.list()).size])", "[true,false,1,0]")]
    [InlineData("return String(await storage.get('nothing'))", "undefined")]
    [InlineData("await storage.put('a', null); return String(await storage.get('a'))", "null")]
    [InlineData("await storage.put('a', 1); await storage.deleteAll(); return (await storage.list()).size", "0")]
    [InlineData("for (let i = 0; i < 30; i++) await storage.put('k' + i, 'x'.repeat(100000)); return (await storage.list()).size + ' ' + (await storage.list({ reverse: true })).size", "30 30")]
    [InlineData("try { await storage.put('k', undefined) } catch (e) { return e.name }", "TypeError")]
    [InlineData("try { await storage.put('k', () => 1) } catch (e) { return e.name }", "DataCloneError")]
    [InlineData("try { await storage.put('k', new Uint8Array(2097152)) } catch (e) { return e.message.slice(0, 9) }", "A key and")]
    [InlineData("try { await storage.put(1, 1) } catch (e) { return e.name }", "TypeError")]
    [InlineData("try { await storage.get(Array.from({ length: 129 }, (_, i) => 'k' + i)) } catch (e) { return e.message.slice(0, 22) }", "Maximum number of keys")]
    [InlineData("try { await storage.list({ limit: 0 }) } catch (e) { return e.message }", "List limit must be positive.")]
    [InlineData("storage.put('a', 1); storage.put('a', 2); await storage.sync(); return await storage.get('a')", "2")]
    public async Task Storage_KeysAndValues_WorkAsInWorkers(string body, string expected) => Assert.Equal(expected, await _edge.RunAsync(body));

    [Theory]
    [InlineData("return JSON.stringify(storage.sql.exec('SELECT 1 AS a, ? AS b, ? AS c, NULL AS d', 'x', 2.5).one())", """{"a":1,"b":"x","c":2.5,"d":null}""")]
    [InlineData("storage.sql.exec('CREATE TABLE t (a, b); INSERT INTO t VALUES (1, ?), (2, ?)', 'x', 'y'); return JSON.stringify(storage.sql.exec('SELECT * FROM t ORDER BY a DESC').toArray())", """[{"a":2,"b":"y"},{"a":1,"b":"x"}]""")]
    [InlineData("return JSON.stringify([...storage.sql.exec('SELECT 1 AS a UNION SELECT 2')])", """[{"a":1},{"a":2}]""")]
    [InlineData("return JSON.stringify([...storage.sql.exec('SELECT 1 AS a, 2 AS a UNION SELECT 3, 4').raw()])", "[[1,2],[3,4]]")]
    [InlineData("return JSON.stringify(storage.sql.exec('SELECT 1 AS a, 2 AS b').columnNames)", """["a","b"]""")]
    [InlineData("const c = storage.sql.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)'); return c.rowsWritten + ' ' + c.toArray().length + ' ' + (storage.sql.databaseSize > 4096)", "2 0 true")]
    [InlineData("return new Uint8Array(storage.sql.exec('SELECT ? AS a', new Uint8Array([1, 2]).subarray(1)).one().a).join()", "2")]
    [InlineData("return storage.sql.exec('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n').toArray().length", "5000")]
    [InlineData("try { storage.sql.exec('SELECT 1 WHERE 0').one() } catch (e) { return e.message }", "Expected exactly one result from SQL query, but got no results.")]
    [InlineData("try { storage.sql.exec('SELEKT') } catch (e) { return e.message }", "near \"SELEKT\": syntax error: SQLITE_ERROR")]
    [InlineData("try { storage.sql.exec('SELECT * FROM _cf_KV') } catch (e) { return e.message.includes('SQLITE_AUTH') || e.message }", "true")]
    [InlineData("try { storage.sql.exec('SELECT ?', 1n) } catch (e) { return e.name }", "TypeError")]
    [InlineData("const c = storage.sql.exec('SELECT 1 AS a UNION SELECT 2'); c.next(); await scheduler.wait(1); await storage.put('x', 1); await scheduler.wait(1); return c.next().value.a", "2")]
    public async Task Storage_Sql_WorksAsInWorkers(string body, string expected) => Assert.Equal(expected, await _edge.RunAsync(body));

    [Theory]
    [InlineData("await storage.put('a', 1); try { await storage.transaction(async txn => { await txn.put('a', 2); throw new Error('no') }) } catch {} return await storage.get('a')", "1")]
    [InlineData("await storage.transaction(async txn => { await txn.put('a', 2); await scheduler.wait(5); await txn.put('b', 3) }); return await storage.get('a') + await storage.get('b')", "5")]
    [InlineData("await storage.transaction(async txn => { await txn.put('a', 2); txn.rollback() }); return String(await storage.get('a'))", "undefined")]
    [InlineData("await storage.transaction(async () => { await storage.put('a', 1); try { await storage.transaction(async () => { await storage.put('b', 1); throw 1 }) } catch {} }); return JSON.stringify([...await storage.list()])", """[["a",1]]""")]
    [InlineData("const add = () => storage.transaction(async txn => { const n = await txn.get('n') ?? 0; await scheduler.wait(2); await txn.put('n', n + 1) }); await Promise.all([add(), add(), add()]); return await storage.get('n')", "3")]
    [InlineData("try { storage.transactionSync(() => { storage.sql.exec('CREATE TABLE t (a)'); throw 1 }) } catch {} return storage.sql.exec(\"SELECT count(*) AS n FROM sqlite_master WHERE name = 't'\").one().n", "0")]
    [InlineData("return storage.transactionSync(() => { storage.sql.exec('CREATE TABLE t (a)'); return 7 })", "7")]
    public async Task Storage_Transactions_AreAllOrNothing(string body, string expected) => Assert.Equal(expected, await _edge.RunAsync(body));

    [Theory]
    [InlineData("kv.put('k', { a: [1, new Map([[1, 2]])] }); const v = kv.get('k'); return v.a[0] + v.a[1].get(1)", "3")]
    [InlineData("kv.put('a', 1); return [kv.get('a'), await storage.get('a'), kv.get('b'), kv.put('b', 2), await storage.get('b')].join()", "1,1,,,2")]
    [InlineData("await storage.put('a', 1); return [kv.delete('a'), kv.delete('a'), kv.get('a')].join()", "true,false,")]
    [InlineData("await storage.put({ b: 1, a: 2, c: 3 }); return JSON.stringify([...kv.list()])", """[["a",2],["b",1],["c",3]]""")]
    [InlineData("await storage.put({ b: 1, a: 2, c: 3 }); return JSON.stringify([...kv.list({ reverse: true, limit: 2 })])", """[["c",3],["b",1]]""")]
    [InlineData("await storage.put({ 'u:1': 1, 'u:2': 2, v: 3 }); return new Map(kv.list({ prefix: 'u:', startAfter: 'u:1' })).get('u:2')", "2")]
    [InlineData("await storage.put({ a: 1, b: 2, c: 3 }); return [...kv.list({ start: 'b', end: 'c' })].join()", "b,2")]
    [InlineData("for (let i = 0; i < 30; i++) kv.put('k' + i, 'x'.repeat(100000)); let n = 0; for (const [key] of kv.list()) { kv.delete(key); n++ } return n + ' ' + [...kv.list()].length", "30 0")]
    [InlineData("const none = kv.list(); return JSON.stringify([none.next(), none.next(), none[Symbol.iterator]() === none])", """[{"done":true},{"done":true},true]""")]
    [InlineData("kv.put('a', undefined); return [...kv.list()].length + String(kv.get('a'))", "1undefined")]
    [InlineData("try { kv.put(1, 1) } catch (e) { return e.name }", "TypeError")]
    [InlineData("try { kv.put('a', () => 1) } catch (e) { return e.name }", "DataCloneError")]
    [InlineData("try { kv.list({ limit: 0 }) } catch (e) { return e.message }", "List limit must be positive.")]
    [InlineData("try { new kv.constructor() } catch (e) { return e.name + String(kv) + (kv === storage.kv) }", "TypeError[object SyncKvStorage]true")]
    [InlineData("kv.put('a', 1); try { storage.transactionSync(() => { kv.put('a', 2); storage.sql.exec('CREATE TABLE t (a)'); throw 1 }) } catch {} return kv.get('a')", "1")]
    [InlineData("return storage.transactionSync(() => { kv.put('a', 2); kv.delete('a'); kv.put('b', 3); return kv.get('b') }) + [...kv.list()].join()", "3b,3")]
    [InlineData("kv.put('a', 1); await storage.transaction(async (txn) => { kv.put('a', 2); await scheduler.wait(1); kv.put('b', 1); txn.rollback() }); return [...kv.list()].join()", "a,1")]
    public async Task Storage_SynchronousKeysAndValues_WorkAsInWorkers(string body, string expected) => Assert.Equal(expected, await _edge.RunAsync($"const {{ kv }} = storage; {body}"));

    [Fact]
    public async Task Storage_DeleteAll_TakesTheAlarmToo() =>
        Assert.Equal("null", await _edge.RunAsync("await storage.setAlarm(Date.now() + 3600000); await storage.deleteAll(); return String(await storage.getAlarm())"));

    [Fact]
    public async Task Ids_OfNamesAndTexts_AreStableAndChecked()
    {
        await _edge.DeployAsync(
            "run() { return this.ctx.id.toString() }",
            """
            const a = env.THING.idFromName('a'), again = env.THING.idFromString(a.toString()), unique = env.THING.newUniqueId();
            const refused = []; for (const id of ['x', 'A'.repeat(64), '0'.repeat(64)]) try { env.THING.idFromString(id); refused.push(id) } catch (e) { refused.push(e.name) }
            return Response.json([a.equals(again), a.name, again.name ?? null, unique.equals(env.THING.newUniqueId()), refused, await env.THING.get(a).run() === a.toString(), env.THING.get(a).id.equals(a)]);
            """);
        Assert.Equal("""[true,"a",null,false,["TypeError","TypeError","TypeError"],true,true]""", await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_OfWhatThrows_GivesTheErrorAndSaysThatItIsRemote()
    {
        await _edge.DeployAsync(
            "async run() { const e = new RangeError('why'); e.extra = 1; throw e }",
            "try { await env.THING.getByName('x').run() } catch (e) { return Response.json([e.name, e.message, e instanceof RangeError, e.remote]) }");
        Assert.Equal("""["RangeError","why",true,true]""", await _edge.GetAsync());
    }

    [Theory]
    [InlineData("constructor")]
    [InlineData("missing")]
    [InlineData("own")]
    [InlineData("hasOwnProperty")]
    public async Task Call_OfWhatIsNoMethod_IsRefused(string method)
    {
        await _edge.DeployAsync("own = () => 1;", $"try {{ await env.THING.getByName('x')['{method}']?.(); return new Response('none') }} catch (e) {{ return new Response(e.name) }}");
        Assert.Contains(await _edge.GetAsync(), (string[])["TypeError", "none"]);
    }

    [Fact]
    public async Task Constructor_BlocksConcurrency_IsThroughBeforeTheFirstCall()
    {
        await _edge.DeployAsync(
            "constructor(ctx, env) { super(ctx, env); ctx.blockConcurrencyWhile(async () => { await scheduler.wait(20); this.ready = await ctx.storage.get('n') ?? 'none' }) } run() { return this.ready }");
        Assert.Equal("none", await _edge.GetAsync());
    }

    [Fact]
    public async Task Constructor_Throws_FailsTheCallAndTheNextOneTriesAgain()
    {
        await _edge.DeployAsync(
            "static tries = 0; constructor(ctx, env) { super(ctx, env); if (Thing.tries++ === 0) throw new Error('first') } run() { return 'second' }",
            "const x = env.THING.getByName('x'); let text = ''; for (;;) try { return new Response(text + ' ' + await x.run()) } catch (e) { text = e.message }");
        Assert.Equal("first second", await _edge.GetAsync());
    }

    [Fact]
    public async Task BlockConcurrencyWhile_HoldsOtherCallsBack()
    {
        await _edge.DeployAsync(
            "log = []; async slow() { await this.ctx.blockConcurrencyWhile(async () => { this.log.push('in'); await scheduler.wait(30); this.log.push('out') }) } run() { this.log.push('run'); return this.log.join() }",
            "const x = env.THING.getByName('x'), slow = x.slow(); const text = await x.run(); await slow; return new Response(text)");
        Assert.Equal("in,out,run", await _edge.GetAsync());
    }

    [Fact]
    public async Task BlockConcurrencyWhile_Fails_MakesTheObjectAnew()
    {
        await _edge.DeployAsync(
            "n = 0; async run() { if (this.n++ === 0 && !await this.ctx.storage.get('failed')) { await this.ctx.storage.put('failed', 1); await this.ctx.storage.sync(); await this.ctx.blockConcurrencyWhile(async () => { throw new Error('broken') }) } return this.n }",
            "const x = env.THING.getByName('x'); let text = ''; try { await x.run() } catch (e) { text = e.message } return new Response(text + await x.run())");
        Assert.Equal("broken1", await _edge.GetAsync());
    }

    [Fact]
    public async Task Abort_EndsTheInstanceAndUndoesTheTurn()
    {
        await _edge.DeployAsync(
            "async die() { await this.ctx.storage.put('a', 1); this.ctx.abort('enough') } async run() { return String(await this.ctx.storage.get('a')) }",
            "const x = env.THING.getByName('x'); let text = ''; try { await x.die() } catch (e) { text = e.message } return new Response(text + ' ' + await x.run())");
        string text = await _edge.GetAsync();
        Assert.EndsWith("enough undefined", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timers_OfAnAnsweredCall_StillFire()
    {
        await _edge.DeployAsync(
            "start() { setTimeout(() => this.ctx.storage.put('late', 1), 20) } async run() { return String(await this.ctx.storage.get('late')) }",
            "const x = env.THING.getByName('x'); await x.start(); let late; do { await scheduler.wait(20); late = await x.run() } while (late !== '1'); return new Response(late)");
        Assert.Equal("1", await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_ThatWaitsForALaterCall_IsAnswered()
    {
        await _edge.DeployAsync(
            "wait() { return new Promise((resolve) => { this.resolve = resolve }) } say(text) { this.resolve(text) }",
            "const x = env.THING.getByName('x'), waiting = x.wait(); await x.say('hello'); return new Response(await waiting)");
        Assert.Equal("hello", await _edge.GetAsync());
    }

    [Fact]
    public async Task Call_OfAnotherObject_Nests()
    {
        await _edge.DeployAsync(
            "run(n) { return n === 0 ? 'end' : this.env.THING.getByName('x' + n).run(n - 1) }",
            "return new Response(await env.THING.getByName('x').run(5))");
        Assert.Equal("end", await _edge.GetAsync());
    }

    [Theory]
    [InlineData("""{ "type": "durable_object_namespace" }""", "class_name")]
    [InlineData("""{ "type": "durable_object_namespace", "class_name": "Other" }""", "migrations")]
    public async Task Deploy_OfAnUnknownClass_IsRefused(string binding, string fault)
    {
        FunctionConfig config = ObjectEdge.Config("Thing") with { Bindings = new Dictionary<string, FunctionBinding> { ["X"] = FunctionBinding.Parse(binding) } };
        DeployResult result = await _edge.Host.TryDeployAsync("export default { fetch() {} }", config);
        Assert.Contains(result.Faults, told => told.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_WithoutAStore_IsRefused()
    {
        await using EdgeHost host = new();
        DeployResult result = await host.TryDeployAsync("export default { fetch() {} }", ObjectEdge.Config("Thing"));
        Assert.Contains(result.Faults, static told => told.Message.Contains("AddSqliteDurableObjects", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _edge.DisposeAsync();
}
