using EdgeIsolates.Tests.TestKit;

namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>What every <see cref="ISqlDatabase"/> does, in SQL that all of them know.</summary>
public abstract class SqlDatabaseConformance : StoreConformance<ISqlDatabases>
{
    /// <summary>The id of the database under test.</summary>
    protected const string Id = "orders";

    protected override Task InitializeAsync(ISqlDatabases store) => Task.CompletedTask;

    /// <summary>A statement that runs for a long time.</summary>
    protected abstract string Endless { get; }

    [Fact]
    public async Task Run_InsertAndSelect_GivesColumnsRowsAndChanges()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlResult inserted = await OneAsync(database, "INSERT INTO t (id, name) VALUES (?, ?), (?, ?)", 1, "one", 2, "two");
        SqlResult read = await OneAsync(database, "SELECT id, name FROM t WHERE id >= ? ORDER BY id", 1);

        Assert.Equal((2, true, 0), (inserted.Changes, inserted.ChangedDatabase, inserted.Rows.Count));
        Assert.Equal(["id", "name"], read.Columns);
        Assert.Equal([[From(1), From("one")], [From(2), From("two")]], read.Rows);
        Assert.Equal((0, false), (read.Changes, read.ChangedDatabase));
        Assert.True(read.RowsRead >= 2);
    }

    [Fact]
    public async Task Run_NoRows_HasTheColumns()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlResult read = await OneAsync(database, "SELECT id, name FROM t");

        Assert.Equal(["id", "name"], read.Columns);
        Assert.Empty(read.Rows);
    }

    [Fact]
    public async Task Run_AwkwardText_ComesBackAsItWas()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "INSERT INTO t (id, name) VALUES (?, ?)", 1, Samples.Awkward);

        SqlResult read = await OneAsync(database, "SELECT name FROM t WHERE name = ?", Samples.Awkward);

        Assert.Equal(Samples.Awkward, Assert.Single(read.Rows)[0].AsText());
    }

    [Fact]
    public async Task Run_NullRealAndBytes_ComeBackAsTheyWere()
    {
        ISqlDatabase database = await WithTableAsync();
        byte[] bytes = Samples.Bytes(1000);
        await OneAsync(database, "INSERT INTO t (id, name, ratio, data) VALUES (1, ?, ?, ?)", null, 0.1, bytes);

        SqlResult read = await OneAsync(database, "SELECT name, ratio, data FROM t");

        Assert.Equal([SqlValue.Null, SqlValue.From(0.1), SqlValue.From(bytes)], Assert.Single(read.Rows));
    }

    [Fact]
    public async Task Run_NumberedPlaceholders_TakeTheirValues()
    {
        ISqlDatabase database = await WithTableAsync();

        await OneAsync(database, "INSERT INTO t (id, name) VALUES (?2, ?1)", "two", 2);

        Assert.Equal([From(2), From("two")], Assert.Single((await OneAsync(database, "SELECT id, name FROM t")).Rows));
    }

    [Fact]
    public async Task Run_QuestionMarksInTextAndComments_AreNoPlaceholders()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "INSERT INTO t (id, name) VALUES (1, 'why?')");

        SqlResult read = await OneAsync(database, "SELECT id AS \"id?\" /* ? */ FROM t WHERE name = 'why?' AND id = ? -- ?", 1);

        Assert.Equal(["id?"], read.Columns);
        Assert.Single(read.Rows);
    }

    [Fact]
    public async Task Run_BatchWithAFault_ChangesNothing()
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(database.RunAsync([Sql("INSERT INTO t (id, name) VALUES (1, 'a')"), Sql("INSERT INTO t (id, name) VALUES (1, 'b')")], End));

        Assert.Empty((await OneAsync(database, "SELECT id FROM t")).Rows);
    }

    [Fact]
    public async Task Run_Batch_LaterStatementsSeeEarlierOnes()
    {
        ISqlDatabase database = await WithTableAsync();

        IReadOnlyList<SqlResult> results = await database.RunAsync(
            [Sql("CREATE TABLE later (id integer)"), Sql("INSERT INTO later VALUES (?)", 7), Sql("SELECT id FROM later")],
            End);

        Assert.Equal(3, results.Count);
        Assert.Equal(From(7), Assert.Single(results[2].Rows)[0]);
    }

    [Fact]
    public async Task Run_32WritersOnTwoNodes_EachIncrementCounts()
    {
        ISqlDatabase[] nodes = [await WithTableAsync(), (await OpenAsync()).Find(Id)!];
        await OneAsync(nodes[0], "INSERT INTO t (id, name) VALUES (1, '0')");

        await Task.WhenAll(Enumerable.Range(0, 32).Select(async writer =>
        {
            for (int i = 0; i < 4; i++)
            {
                await OneAsync(nodes[writer % 2], "UPDATE t SET name = CAST(name AS integer) + 1 WHERE id = 1");
            }
        }));

        Assert.Equal("128", (await OneAsync(nodes[0], "SELECT name FROM t")).Rows[0][0].AsText());
    }

    [Theory]
    [InlineData("SELEC 1")]
    [InlineData("SELECT * FROM nowhere")]
    [InlineData("")]
    [InlineData("-- nothing")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("SELECT ?")]
    public async Task Run_WrongStatement_IsTheStatementsFault(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, sql));
        Assert.NotEmpty((await OneAsync(database, "SELECT 1 AS one")).Rows);
    }

    [Fact]
    public async Task Run_TooManyParameters_IsTheStatementsFault()
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, "SELECT id FROM t WHERE id = ?", 1, 2));
    }

    [Fact]
    public async Task Run_Endless_IsEndedByTheTimeLimit()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlStatementException fault = await FaultOfEndlessAsync(database, Endless);

        Assert.Contains("longer than", fault.Message, StringComparison.Ordinal);
        Assert.NotEmpty((await OneAsync(database, "SELECT 1 AS one")).Rows);
    }

    [Fact]
    public async Task Run_Canceled_Ends()
    {
        ISqlDatabase database = await WithTableAsync();
        using CancellationTokenSource soon = new(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.RunAsync([Sql(Endless)], soon.Token));
    }

    [Fact]
    public async Task Run_TooManyRows_IsRefused()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlStatementException fault = await FaultAsync(OneAsync(database, Numbers("n", MaxRows + 1)));

        Assert.Contains($"{MaxRows} rows", fault.Message, StringComparison.Ordinal);
        Assert.Equal(MaxRows, (await OneAsync(database, Numbers("n", MaxRows))).Rows.Count);
    }

    [Fact]
    public async Task Run_TooManyBytes_IsRefused()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "INSERT INTO t (id, data) VALUES (1, ?)", Samples.Bytes(MaxBytes / 2));

        SqlStatementException fault = await FaultAsync(OneAsync(database, "SELECT a.data, b.data AS again, a.data AS more FROM t AS a, t AS b"));

        Assert.Contains("bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunScript_SeveralStatements_RunsAndCountsThem()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlScriptResult result = await database.RunScriptAsync(
            """
            INSERT INTO t (id, name) VALUES (1, 'a;b'); -- one; two
            INSERT INTO t (id, name)
              VALUES (2, 'c');
            /* ; */
            """,
            End);

        Assert.Equal(2, result.Count);
        Assert.Equal(2, (await OneAsync(database, "SELECT id FROM t")).Rows.Count);
    }

    [Fact]
    public async Task RunScript_WithAFault_SaysWhereAndKeepsWhatWasDone()
    {
        ISqlDatabase database = await WithTableAsync();
        const string Script = "INSERT INTO t (id, name) VALUES (1, 'ä');\nSELEC;\nINSERT INTO t (id, name) VALUES (2, 'b')";

        SqlStatementException fault = await FaultAsync(database.RunScriptAsync(Script, End));

        Assert.Equal("SELEC;", Script[fault.Position..].TrimStart().Split('\n')[0]);
        Assert.Single((await OneAsync(database, "SELECT id FROM t")).Rows);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("orders\n")]
    [InlineData("\0")]
    public async Task Find_NoSuchId_IsNullAndSaysWhy(string id)
    {
        ISqlDatabases databases = await OpenAsync();

        Assert.Null(databases.Find(id));
        Assert.NotNull(databases.Check(id));
        Assert.Null(databases.Check(Id));
    }

    /// <summary>The limits that the stores under test are given.</summary>
    protected const int MaxRows = 1000;

    protected const int MaxBytes = 100_000;

    protected static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The clock of the stores' limit: calls have all the time that the machine takes.</summary>
    protected FakeTime Time { get; } = new();

    protected static SqlStatement Sql(string text, params object?[] parameters) => new(text, [.. parameters.Select(From)]);

    protected static SqlValue From(object? value) => value switch
    {
        null => SqlValue.Null,
        int number => SqlValue.From((long)number),
        double number => SqlValue.From(number),
        string text => SqlValue.From(text),
        byte[] bytes => SqlValue.From(bytes),
        _ => throw new ArgumentException($"What is {value}?"),
    };

    protected async Task<SqlResult> OneAsync(ISqlDatabase database, string sql, params object?[] parameters) =>
        Assert.Single(await database.RunAsync([Sql(sql, parameters)], End));

    protected static Task<SqlStatementException> FaultAsync(Task task) => Assert.ThrowsAsync<SqlStatementException>(() => task);

    protected IEdgeIsolatesBuilder WithClock(IEdgeIsolatesBuilder builder)
    {
        builder.Services.AddSingleton<TimeProvider>(Time);
        return builder;
    }

    /// <summary>Runs what never ends, until its time is over.</summary>
    protected async Task<SqlStatementException> FaultOfEndlessAsync(ISqlDatabase database, string sql)
    {
        Task<SqlResult> running = OneAsync(database, sql);
        while (!running.IsCompleted)
        {
            Time.Advance(CallTimeout);
            await Task.Delay(20);
        }

        return await FaultAsync(running);
    }

    /// <summary>A statement that gives the numbers from 1 on.</summary>
    protected static string Numbers(string column, int count) =>
        $"WITH RECURSIVE numbers ({column}) AS (SELECT 1 UNION ALL SELECT {column} + 1 FROM numbers WHERE {column} < {count}) SELECT {column} FROM numbers";

    protected async Task<ISqlDatabase> WithTableAsync()
    {
        ISqlDatabase database = (await OpenAsync()).Find(Id)!;
        await OneAsync(database, $"CREATE TABLE t (id integer PRIMARY KEY, name text, ratio {Real}, data {Bytes})");
        return database;
    }

    protected virtual string Real => "real";

    protected virtual string Bytes => "blob";
}
