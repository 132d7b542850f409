using EdgeIsolates.Storage.Sqlite.DurableObjects;

namespace EdgeIsolates.Storage.Tests.Sqlite.DurableObjects;

public sealed class ObjectStatementTests : IDisposable
{
    private readonly ObjectFolder _folder = new();
    private readonly SqliteObjectStorage _storage;

    public ObjectStatementTests() => _storage = _folder.Open();

    [Fact]
    public void Execute_OfSeveralStatements_RunsAllAndGivesTheLastOnesRows()
    {
        using IDurableObjectCursor cursor = _storage.Execute(
            " -- a comment;\n CREATE TABLE t (a, b); /* ; */ INSERT INTO t VALUES (1, 'one'), (2.5, x'00ff');; SELECT a, b, a AS a, NULL AS n FROM t WHERE a < ? -- end",
            [9L]);
        Assert.Equal(["a", "b", "a", "n"], cursor.ColumnNames);
        Assert.Equal([1L, "one", 1L, null], cursor.Read()!);
        Assert.Equal([2.5, new byte[] { 0, 255 }, 2.5, null], cursor.Read()!);
        Assert.Null(cursor.Read());
        Assert.Equal(0, cursor.RowsWritten);
    }

    [Fact]
    public void Execute_WithReturning_GivesTheRowsAndCountsWrites()
    {
        using IDurableObjectCursor cursor = _storage.Execute("CREATE TABLE t (a); INSERT INTO t VALUES (?1), (?2) RETURNING a", ["x", null]);
        Assert.Equal(["x"], cursor.Read()!);
        Assert.Equal([null], cursor.Read()!);
        Assert.Equal(2, cursor.RowsWritten);
        Assert.True(_storage.HasWrites);
    }

    [Theory]
    [InlineData("ATTACH ':memory:' AS x")]
    [InlineData("DETACH main")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("SAVEPOINT s1")]
    [InlineData("RELEASE s1")]
    [InlineData("VACUUM INTO '/tmp/edge-stolen.db'")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("PRAGMA synchronous = OFF")]
    [InlineData("PRAGMA writable_schema = ON")]
    [InlineData("PRAGMA max_page_count = 1000000000")]
    [InlineData("PRAGMA wal_checkpoint(TRUNCATE)")]
    [InlineData("PRAGMA temp_store_directory = '/tmp'")]
    [InlineData("SELECT * FROM _cf_KV")]
    [InlineData("SELECT * FROM _CF_kv")]
    [InlineData("UPDATE _cf_owner SET epoch = 99")]
    [InlineData("DELETE FROM _cf_alarm")]
    [InlineData("DROP TABLE _cf_KV")]
    [InlineData("ALTER TABLE _cf_KV RENAME TO mine")]
    [InlineData("CREATE TABLE _cf_mine (x)")]
    [InlineData("CREATE INDEX i ON _cf_KV (value)")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON _cf_KV BEGIN SELECT 1; END")]
    [InlineData("CREATE TEMP TABLE t (x)")]
    [InlineData("CREATE VIRTUAL TABLE t USING dbstat(main)")]
    [InlineData("SELECT * FROM dbstat")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("SELECT * FROM pragma_journal_mode")]
    [InlineData("SELECT nothing FROM nowhere")]
    [InlineData("SELEKT 1")]
    [InlineData("")]
    [InlineData("-- only a comment")]
    public void Execute_OfWhatIsForbidden_IsRefusedAndTheObjectGoesOn(string sql)
    {
        _storage.Put("a", [1]);
        DurableObjectStorageException error = Assert.Throws<DurableObjectStorageException>(() => _storage.Execute(sql, []).Read());
        Assert.Contains("SQLITE_", error.Message, StringComparison.Ordinal);
        _storage.Commit();
        Assert.Equal([1], _storage.Get("a"));
    }

    [Fact]
    public void Execute_OfATriggerThatWritesOurTables_IsRefusedWhenItFires()
    {
        Assert.Throws<DurableObjectStorageException>(() =>
        {
            _storage.Execute("CREATE TABLE t (x); CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM _cf_KV; END; INSERT INTO t VALUES (1)", []);
        });
    }

    [Theory]
    [InlineData("PRAGMA table_info(t)")]
    [InlineData("PRAGMA table_list")]
    [InlineData("PRAGMA defer_foreign_keys = ON")]
    [InlineData("SELECT json_extract('{\"a\":1}', '$.a')")]
    [InlineData("SELECT * FROM json_each('[1,2]')")]
    [InlineData("CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('hello'); SELECT * FROM f WHERE f MATCH 'hello'")]
    [InlineData("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) OVER () FROM n")]
    public void Execute_OfWhatIsAllowed_Runs(string sql)
    {
        _storage.Execute("CREATE TABLE t (x)", []);
        using IDurableObjectCursor cursor = _storage.Execute(sql, []);
        _ = cursor.Read();
    }

    [Fact]
    public void Execute_OfAStatementThatNeverEnds_IsBrokenOff()
    {
        _storage.StatementTime = TimeSpan.FromMilliseconds(20);
        using IDurableObjectCursor cursor = _storage.Execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", []);
        DurableObjectStorageException error = Assert.Throws<DurableObjectStorageException>(cursor.Read);
        Assert.Contains("too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_OfAWriteThatNeverEnds_LosesTheTransactionAndSaysSo()
    {
        _storage.Put("a", [1]);
        _storage.Commit();
        _storage.Put("a", [2]);
        _storage.StatementTime = TimeSpan.FromMilliseconds(20);
        Assert.Throws<StoreUnavailableException>(() => _storage.Execute(
            "CREATE TABLE t (x); INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i < 0",
            []));
        _storage.Dispose();
        using SqliteObjectStorage again = _folder.Open();
        Assert.Equal([1], again.Get("a")!);
    }

    [Fact]
    public void Execute_WithTheWrongNumberOfValues_IsRefused()
    {
        Assert.Throws<DurableObjectStorageException>(() => _storage.Execute("SELECT ?", []));
        Assert.Throws<DurableObjectStorageException>(() => _storage.Execute("SELECT 1", ["x"]));
    }

    [Fact]
    public void Read_OfACursorAfterACommit_GoesOn()
    {
        _storage.Execute("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2), (3)", []);
        _storage.Commit();
        using IDurableObjectCursor cursor = _storage.Execute("SELECT x FROM t", []);
        Assert.Equal([1L], cursor.Read()!);
        _storage.Put("a", [1]);
        _storage.Commit();
        Assert.Equal([2L], cursor.Read()!);
    }

    [Fact]
    public void Read_OfACursorWithManyOpenedAfterIt_SaysThatItWasClosed()
    {
        IDurableObjectCursor first = _storage.Execute("SELECT 1 UNION SELECT 2", []);
        for (int i = 0; i < 64; i++)
        {
            _ = _storage.Execute("SELECT 1 UNION SELECT 2", []);
        }

        Assert.Throws<DurableObjectStorageException>(first.Read);
    }

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }
}
