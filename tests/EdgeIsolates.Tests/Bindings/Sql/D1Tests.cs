using EdgeIsolates.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Tests.Bindings.Sql;

/// <summary>What scripts see of a SQL database: the shape of Cloudflare's D1, over SQLite.</summary>
public sealed class D1Tests : IAsyncTest
{
    private const string Table = "await B.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, data BLOB)');";
    private const string Two = $"{Table} await B.batch([B.prepare('INSERT INTO t VALUES (?, ?, ?)').bind(1, 'one', null), B.prepare('INSERT INTO t VALUES (?, ?, ?)').bind(2, 'two', null)]);";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-d1-");
    private readonly BindingHost _host;

    public D1Tests() => _host = new BindingHost("""{ "type": "d1", "id": "orders" }""", builder => builder.AddSqliteDatabases(options =>
    {
        options.Folder = _folder.FullName;
        options.CallTimeout = TimeSpan.FromMinutes(2);
    }));

    [Theory]
    [InlineData("return (await B.prepare('SELECT id, name FROM t').all()).results", """[{"id":1,"name":"one"},{"id":2,"name":"two"}]""")]
    [InlineData("return (await B.prepare('SELECT id FROM t').run()).results", """[{"id":1},{"id":2}]""")]
    [InlineData("return await B.prepare('SELECT * FROM t WHERE id = ?').bind(2).first()", """{"id":2,"name":"two","data":null}""")]
    [InlineData("return await B.prepare('SELECT * FROM t WHERE id = ?').bind(2).first('name')", "\"two\"")]
    [InlineData("return await B.prepare('SELECT * FROM t WHERE id = 9').first()", "null")]
    [InlineData("return await B.prepare('SELECT * FROM t WHERE id = 9').first('name')", "null")]
    [InlineData("return await B.prepare('SELECT id FROM t').first('nope')", "\"Error: D1_COLUMN_NOTFOUND: Column not found (nope)\"")]
    [InlineData("return await B.prepare('SELECT id FROM t').first('toString')", "\"Error: D1_COLUMN_NOTFOUND: Column not found (toString)\"")]
    [InlineData("return await B.prepare('SELECT id, name FROM t').raw()", """[[1,"one"],[2,"two"]]""")]
    [InlineData("return await B.prepare('SELECT id, name FROM t').raw({ columnNames: true })", """[["id","name"],[1,"one"],[2,"two"]]""")]
    [InlineData("return await B.prepare('SELECT id, id FROM t WHERE id = 1').raw()", "[[1,1]]")]
    [InlineData("return (await B.batch([B.prepare('SELECT 1 AS a'), B.prepare('SELECT ?2 AS b, ?1 AS c').bind('x', 'y')])).map((r) => r.results[0])", """[{"a":1},{"b":"y","c":"x"}]""")]
    [InlineData("const { success, meta } = await B.prepare('INSERT INTO t (name) VALUES (?)').bind('three').run(); return [success, meta.changes, meta.last_row_id, meta.changed_db, meta.rows_written, meta.size_after > 0, typeof meta.duration]", """[true,1,3,true,1,true,"number"]""")]
    [InlineData("return Object.keys((await B.prepare('SELECT 1').all()).meta).sort()", """["changed_db","changes","duration","last_row_id","rows_read","rows_written","served_by","size_after"]""")]
    [InlineData("return (await B.exec('INSERT INTO t (id) VALUES (5);\\nINSERT INTO t (id) VALUES (6)')).count", "2")]
    [InlineData("return [(await B.exec('INSERT INTO t (id) VALUES (5)\\nINSERT INTO t (id) VALUES (6)\\n-- and\\n\\n  insert into t (id) VALUES (7)\\n')).count, await B.prepare('SELECT count(*) AS n FROM t').first('n')]", "[3,5]")]
    [InlineData("return [(await B.exec('INSERT INTO t (id)\\nVALUES (5); DELETE FROM t\\nWHERE id = 1\\n')).count, await B.prepare('SELECT count(*) AS n FROM t').first('n')]", "[2,2]")]
    [InlineData("await B.exec('DELETE FROM t\\nWHER id = 1\\nSELECT 1').catch(() => 0); return await B.prepare('SELECT count(*) AS n FROM t').first('n')", "2")]
    [InlineData("const s = B.withSession('first-primary'); return [await s.prepare('SELECT count(*) AS n FROM t').first('n'), (await s.batch([s.prepare('SELECT 1')])).length, s.getBookmark()]", "[2,1,null]")]
    [InlineData("const s = B.prepare('SELECT ? AS a'); return [await s.bind(1).first('a'), await s.bind(2).first('a')]", "[1,2]")]
    [InlineData("return [B.constructor.name, String(B), String(B.prepare('x')), Object.keys(B)]", """["D1Database","[object D1Database]","[object D1PreparedStatement]",[]]""")]
    [InlineData("const r = await B.prepare('SELECT 1 AS \"__proto__\"').all(); return [Object.keys(r.results[0]), Object.getPrototypeOf(r.results[0]) === Object.prototype]", """[["__proto__"],true]""")]
    public async Task Query_OfD1sDocuments_GivesWhatTheyShow(string body, string json) => Assert.Equal(json, await _host.RunAsync($"{Two} {body}"));

    [Theory]
    [InlineData("null", "null", "null")]
    [InlineData("1", "integer", "1")]
    [InlineData("-1.5", "real", "-1.5")]
    [InlineData("9007199254740991", "integer", "9007199254740991")]
    [InlineData("'täxt \\u0000 ✓'", "text", "\"täxt \\u0000 ✓\"")]
    [InlineData("'\\ud800'", "text", "\"\uFFFD\"")]
    [InlineData("true", "integer", "1")]
    [InlineData("false", "integer", "0")]
    [InlineData("new Uint8Array([0, 255]).buffer", "blob", "[0,255]")]
    [InlineData("new Uint8Array([1, 2, 3]).subarray(1)", "blob", "[2,3]")]
    [InlineData("new Uint16Array([258])", "blob", "[2,1]")]
    [InlineData("[1, 2]", "blob", "[1,2]")]
    [InlineData("new Uint8Array(0)", "blob", "[]")]
    [InlineData("NaN", "null", "null")]
    public async Task Bind_Value_ComesBackAsD1Has(string value, string type, string json) =>
        Assert.Equal($"[\"{type}\",{json}]", await _host.RunAsync($"return (await B.prepare('SELECT typeof(?1), ?1').bind({value}).raw())[0]"));

    [Theory]
    [InlineData("undefined", "Type 'undefined' not supported for value 'undefined'")]
    [InlineData("1n", "Type 'bigint' not supported for value '1'")]
    [InlineData("({})", "Type 'object' not supported for value '[object Object]'")]
    [InlineData("[1, 256]", "Type 'object' not supported for value '1,256'")]
    [InlineData("() => 1", "Type 'function' not supported for value '() => 1'")]
    public async Task Bind_ValueOfNoSqlType_IsRefused(string value, string message) =>
        Assert.Equal($"\"Error: D1_TYPE_ERROR: {message}\"".Replace("'", "\\u0027").Replace("\\u0027", "'"), await _host.RunAsync($"B.prepare('SELECT ?').bind({value})"));

    [Theory]
    [InlineData("await B.prepare('SELEC 1').all()", "Error: D1_ERROR: near \\\"SELEC\\\": syntax error: SQLITE_ERROR")]
    [InlineData("await B.prepare('SELECT * FROM nope').all()", "Error: D1_ERROR: no such table: nope: SQLITE_ERROR")]
    [InlineData("await B.prepare('INSERT INTO t (id) VALUES (1)').run()", "Error: D1_ERROR: UNIQUE constraint failed: t.id: SQLITE_CONSTRAINT")]
    [InlineData("await B.prepare('').all()", "Error: D1_ERROR: No SQL statements detected.")]
    [InlineData("await B.batch([])", "Error: D1_ERROR: No SQL statements detected.")]
    [InlineData("await B.batch([{}])", "TypeError: A batch takes statements that prepare() made")]
    [InlineData("await B.exec('SELECT 1;\\nSELEC 2;')", "Error: D1_EXEC_ERROR: Error in line 2: SELEC 2;: near \\\"SELEC\\\": syntax error: SQLITE_ERROR")]
    [InlineData("await B.prepare(\"ATTACH 'x' AS y\").run()", "Error: D1_ERROR: not authorized: a database reaches no other one, and VACUUM is the host's: SQLITE_AUTH")]
    [InlineData("await B.prepare('SELECT ?').all()", "Error: D1_ERROR: Wrong number of parameter bindings for SQL query: it has 1, 0 were bound: SQLITE_RANGE")]
    public async Task Query_ThatFails_SaysWhyAsD1Does(string body, string message) => Assert.Equal($"\"{message}\"", await _host.RunAsync($"{Two} {body}"));

    [Fact]
    public async Task Query_ThatNeverEnds_IsBrokenOffAndSaysSoAsD1Does()
    {
        await using BindingHost host = new("""{ "type": "d1", "id": "orders" }""", builder => builder.AddSqliteDatabases(options =>
        {
            options.Folder = _folder.FullName;
            options.CallTimeout = TimeSpan.FromSeconds(1);
        }));
        Assert.Equal(
            "\"Error: D1_ERROR: the call ran for longer than 1 s: SQLITE_INTERRUPT\"",
            await host.RunAsync("await B.prepare('WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n').all()"));
    }

    [Fact]
    public async Task Query_ThatFails_HasTheCause() =>
        Assert.Equal("[true,\"no such table: x: SQLITE_ERROR\"]", await _host.RunAsync("return await B.prepare('SELECT * FROM x').all().catch((e) => [e instanceof Error, e.cause.message])"));

    [Fact]
    public async Task Dump_IsRefusedClearly() => Assert.StartsWith("\"Error: D1_DUMP_ERROR: This host gives no dumps", await _host.RunAsync("await B.dump()"), StringComparison.Ordinal);

    [Fact]
    public async Task Batch_WithAFault_IsUndone() => Assert.Equal(
        "2",
        await _host.RunAsync($"{Two} await B.batch([B.prepare('DELETE FROM t'), B.prepare('SELEC')]).catch(() => 0); return await B.prepare('SELECT count(*) AS n FROM t').first('n')"));

    [Fact]
    public async Task Query_BuiltInsPatched_IsUnaffected() => Assert.Equal("[1,\"a\",[7]]", await _host.RunAsync("""
        Array.prototype.toJSON = String.prototype.toJSON = Object.prototype.toJSON = () => 'stolen';
        Object.defineProperty(Array.prototype, 0, { set() { throw new Error('seen') }, configurable: true });
        const { stringify } = JSON; JSON.stringify = JSON.parse = () => { throw new Error('patched') };
        Promise.prototype.then = () => { throw new Error('patched') };
        const [row] = await B.prepare('SELECT ?, ?, ?').bind(1, 'a', new Uint8Array([7])).raw();
        delete Array.prototype.toJSON; delete String.prototype.toJSON; delete Object.prototype.toJSON; delete Array.prototype[0]; JSON.stringify = stringify;
        return row;
        """));

    [Theory]
    [InlineData("""{ "type": "d1" }""", "has an id")]
    [InlineData("""{ "type": "d1", "id": "../x" }""", "is no id of a database")]
    public async Task Deploy_UnsoundBinding_IsRefused(string binding, string fault)
    {
        await using BindingHost host = new(binding, builder => builder.AddSqliteDatabases(_folder.FullName));
        Assert.Contains(fault, Assert.Single((await host.TryDeployAsync("export default { fetch() {} }")).Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_HostWithoutDatabases_IsRefused()
    {
        await using BindingHost host = new("""{ "type": "d1", "id": "orders" }""", static _ => { });
        Assert.Contains("AddSqliteDatabases", Assert.Single((await host.TryDeployAsync("export default { fetch() {} }")).Faults).Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
