namespace EdgeIsolates.Storage.Tests.Sqlite;

/// <summary>The conformance of SQLite's databases, and what tenants may not do to them.</summary>
public sealed class SqliteSqlDatabaseTests : SqlDatabaseConformance
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-databases-");

    protected override string Endless => "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => WithClock(builder).AddSqliteDatabases(options =>
    {
        options.Folder = _folder.FullName;
        options.CallTimeout = CallTimeout;
        options.MaxResultRows = MaxRows;
        options.MaxResultBytes = MaxBytes;
        options.MaxDatabaseBytes = 1 << 20;
        options.MaxWaiting = 40;
    });

    [Theory]
    [InlineData("ATTACH 'other.sqlite' AS other")]
    [InlineData("ATTACH ':memory:' AS other")]
    [InlineData("DETACH main")]
    [InlineData("VACUUM")]
    [InlineData("VACUUM INTO '/tmp/stolen.sqlite'")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    [InlineData("PRAGMA max_page_count = 1000000000")]
    [InlineData("PRAGMA writable_schema = 1")]
    [InlineData("PRAGMA temp_store_directory = '/'")]
    [InlineData("PRAGMA query_only = 0")]
    [InlineData("PRAGMA trusted_schema = 1")]
    [InlineData("PRAGMA database_list")]
    [InlineData("SELECT * FROM pragma_database_list")]
    [InlineData("SELECT load_extension('x.so')")]
    [InlineData("SELECT * FROM dbstat")]
    [InlineData("SELECT count(*) FROM sqlite_dbpage")]
    [InlineData("SELECT * FROM sqlite_stmt")]
    [InlineData("BEGIN")]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("SAVEPOINT s")]
    [InlineData("CREATE TEMP TABLE x (id)")]
    [InlineData("CREATE VIRTUAL TABLE x USING dbstat")]
    [InlineData("CREATE VIRTUAL TABLE x USING csv(filename='/etc/passwd')")]
    public async Task Run_WhatReachesBeyondTheDatabase_IsRefused(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, sql));
        await FaultAsync(database.RunScriptAsync(sql, End));
        await FaultAsync(database.RunAsync([Sql("INSERT INTO t (id) VALUES (9)"), Sql(sql)], End));

        Assert.Empty((await OneAsync(database, "SELECT id FROM t")).Rows);
        Assert.All(_folder.GetFiles(), file => Assert.StartsWith($"{Id}.sqlite", file.Name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE sqlite_master SET sql = 'x'")]
    [InlineData("DELETE FROM sqlite_schema")]
    [InlineData("CREATE TABLE sqlite_mine (id)")]
    public async Task Run_WhatDamagesTheFile_IsRefused(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, sql));
    }

    [Theory]
    [InlineData("PRAGMA table_info(t)")]
    [InlineData("SELECT name FROM pragma_table_info('t')")]
    [InlineData("PRAGMA foreign_key_check")]
    [InlineData("PRAGMA table_list")]
    [InlineData("PRAGMA optimize")]
    [InlineData("PRAGMA defer_foreign_keys = ON")]
    [InlineData("CREATE VIRTUAL TABLE search USING fts5(body)")]
    [InlineData("EXPLAIN QUERY PLAN SELECT * FROM t")]
    [InlineData("ALTER TABLE t RENAME COLUMN name TO title")]
    [InlineData("SELECT json_extract('{\"a\":1}', '$.a')")]
    public async Task Run_WhatStaysInside_IsAllowed(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await OneAsync(database, sql);
    }

    [Fact]
    public async Task Run_PragmaThatChangesTheConnection_IsNotNoticedByTheNext()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "CREATE TABLE child (parent integer REFERENCES t (id))");

        await OneAsync(database, "PRAGMA foreign_keys = OFF");
        await OneAsync(database, "PRAGMA ignore_check_constraints = ON");
        await OneAsync(database, "PRAGMA case_sensitive_like = ON");

        Assert.Contains("FOREIGN KEY", (await FaultAsync(OneAsync(database, "INSERT INTO child VALUES (99)"))).Message, StringComparison.Ordinal);
        Assert.Single((await OneAsync(database, "SELECT 1 WHERE 'A' LIKE 'a'")).Rows);
    }

    [Theory]
    [InlineData("SELECT zeroblob(1000000000)")]
    [InlineData("SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000000)))")]
    [InlineData("SELECT 'x' LIKE '%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a%a'")]
    [InlineData("SELECT group_concat(hex(zeroblob(500000))) FROM (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4)")]
    public async Task Run_GiantValue_IsRefused(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, sql));
    }

    [Fact]
    public async Task Run_EndlessWrite_IsEndedAndUndone()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlStatementException fault = await FaultOfEndlessAsync(
            database,
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) INSERT INTO t (id) SELECT 1 FROM n WHERE x < 0");

        Assert.Contains("SQLITE_INTERRUPT", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await OneAsync(database, "INSERT INTO t (id) VALUES (1)")).Changes);
    }

    [Fact]
    public async Task Run_DatabaseOverItsSize_IsRefusedAndStaysUsable()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlStatementException fault = await FaultAsync(OneAsync(
            database,
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200) INSERT INTO t (data) SELECT zeroblob(10000) FROM n"));

        Assert.Contains("SQLITE_FULL", fault.Message, StringComparison.Ordinal);
        SqlResult inserted = await OneAsync(database, "INSERT INTO t (id) VALUES (1)");
        Assert.InRange(inserted.SizeAfter, 4096, 1 << 20);
    }

    [Fact]
    public async Task Run_MoreThanMayWait_AreRefused()
    {
        ISqlDatabase database = await WithTableAsync();

        Task[] calls = [.. Enumerable.Range(0, 60).Select(_ => OneAsync(database, "SELECT count(*) FROM t"))];
        Exception?[] faults = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call)));

        Assert.All(faults, fault => Assert.True(fault is null || fault.Message.Contains("overloaded", StringComparison.Ordinal), fault?.ToString()));
    }

    [Fact]
    public async Task Run_LastRowId_IsThatOfTheInsert()
    {
        ISqlDatabase database = await WithTableAsync();

        Assert.Equal(41, (await OneAsync(database, "INSERT INTO t (id) VALUES (41)")).LastRowId);
        Assert.Equal(42, (await OneAsync(database, "INSERT INTO t (name) VALUES ('x')")).LastRowId);
    }

    [Fact]
    public async Task Run_AnotherId_IsAnotherDatabase()
    {
        await WithTableAsync();
        ISqlDatabase other = (await OpenAsync()).Find("other")!;

        Assert.Contains("no such table: t: SQLITE_ERROR", (await FaultAsync(OneAsync(other, "SELECT * FROM t"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderThatCannotBeUsed_IsUnavailable()
    {
        ISqlDatabase database = (await OpenAsync()).Find("blocked")!;
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "blocked.sqlite"));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => OneAsync(database, "SELECT 1"));
    }
}
