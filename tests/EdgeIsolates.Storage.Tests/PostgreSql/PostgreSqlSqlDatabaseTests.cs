using Npgsql;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>The conformance of the host's PostgreSQL databases, what differs there, and what tenants may not do.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSqlDatabaseTests(PostgreSqlFixture fixture) : SqlDatabaseConformance
{
    private readonly string _name = fixture.NewSchema();

    protected override string Endless => "SELECT pg_sleep(60)";

    protected override string Real => "double precision";

    protected override string Bytes => "bytea";

    /// <summary>A database and a role of the test's own.</summary>
    public override async Task InitializeAsync()
    {
        await AsAdminAsync($"CREATE ROLE {_name} LOGIN");
        await AsAdminAsync($"CREATE DATABASE {_name} OWNER {_name}");
        await base.InitializeAsync();
    }

    protected override void AddStores(IEdgeIsolatesBuilder builder) => WithClock(builder).AddPostgreSqlDatabase(Id, options =>
    {
        options.ConnectionString = new NpgsqlConnectionStringBuilder(fixture.Server.ConnectionString) { Database = _name, Username = _name }.ToString();
        options.CallTimeout = CallTimeout;
        options.MaxResultRows = MaxRows;
        options.MaxResultBytes = MaxBytes;
    });

    [Fact]
    public async Task Run_TypesOfPostgreSql_HaveTheirValues()
    {
        ISqlDatabase database = await WithTableAsync();

        SqlResult read = await OneAsync(
            database,
            """
            SELECT true AS b, 9007199254740993::bigint AS i, 1.50::numeric AS n, 'NaN'::float8 AS f, '2026-11-22'::date AS d, '{"a": 1}'::jsonb AS j,
                   ARRAY[1, 2] AS a, '\x0aff'::bytea AS x, NULL AS z, 'c7c1b2a5-0000-4000-8000-000000000000'::uuid AS u, 'a'::"char" AS c
            """);

        Assert.Equal(
            [
                SqlValue.From(true), SqlValue.From(9007199254740993), From("1.50"), From(double.NaN), From("2026-11-22"), From("{\"a\": 1}"), From("{1,2}"),
                SqlValue.From([0x0a, 0xff]), SqlValue.Null, From("c7c1b2a5-0000-4000-8000-000000000000"), From("a"),
            ],
            Assert.Single(read.Rows));
    }

    [Fact]
    public async Task Run_ParametersOfEveryType_AreTakenForWhatTheColumnWants()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "CREATE TABLE wide (b boolean, i bigint, n numeric, d timestamptz, j jsonb, u uuid, x bytea)");

        await OneAsync(
            database,
            "INSERT INTO wide VALUES (?, ?, ?, ?, ?, ?, ?)",
            1, 5, 1.25, "2026-11-22T10:00:00Z", "{\"a\":[1]}", "c7c1b2a5-0000-4000-8000-000000000000", new byte[] { 1 });

        SqlResult read = await OneAsync(database, "SELECT i FROM wide WHERE b AND j ?? 'a' AND n = ? AND u = ?", 1.25, "c7c1b2a5-0000-4000-8000-000000000000");
        Assert.Equal(From(5), Assert.Single(read.Rows)[0]);
    }

    [Fact]
    public async Task Run_BrokenConstraint_NamesItAndTheState()
    {
        ISqlDatabase database = await WithTableAsync();
        await OneAsync(database, "INSERT INTO t (id) VALUES (1)");

        SqlStatementException fault = await FaultAsync(OneAsync(database, "INSERT INTO t (id) VALUES (1)"));

        Assert.Equal("duplicate key value violates unique constraint \"t_pkey\": SQLSTATE 23505", fault.Message);
    }

    [Theory]
    [InlineData("COPY (SELECT 1) TO PROGRAM 'true'")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    [InlineData("COPY t FROM '/etc/passwd'")]
    [InlineData("SET ROLE postgres")]
    [InlineData("SET SESSION AUTHORIZATION postgres")]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'")]
    [InlineData("CREATE ROLE mine SUPERUSER")]
    public async Task Run_WhatTheRoleMayNot_IsRefused(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await FaultAsync(OneAsync(database, sql));
        Assert.NotEmpty((await OneAsync(database, "SELECT 1")).Rows);
    }

    [Theory]
    [InlineData("COPY t FROM STDIN")]
    [InlineData("COPY t TO STDOUT")]
    [InlineData("LISTEN x")]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    [InlineData("BEGIN")]
    [InlineData("DISCARD ALL")]
    [InlineData("DEALLOCATE ALL")]
    [InlineData("SET statement_timeout = 0")]
    [InlineData("SET standard_conforming_strings = off")]
    public async Task Run_WhatUpsetsAConnection_HarmsNoOther(string sql)
    {
        ISqlDatabase database = await WithTableAsync();

        await Record.ExceptionAsync(() => database.RunAsync([Sql(sql), Sql("SELECT 1")], End));
        await Record.ExceptionAsync(() => database.RunScriptAsync($"{sql}; SELECT 1", End));

        await FaultOfEndlessAsync(database, Endless);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OneAsync(database, "SELECT 'a\\' AS text")));
        await FaultAsync(database.RunAsync([Sql("INSERT INTO t (id) VALUES (5)"), Sql("SELEC")], End));
        Assert.Empty((await OneAsync(database, "SELECT id FROM t")).Rows);
    }

    [Fact]
    public async Task Run_SessionSettings_AreNotNoticedByTheNext()
    {
        ISqlDatabase database = await WithTableAsync();

        await database.RunScriptAsync("SET search_path = nowhere; CREATE TEMP TABLE mine (id integer)", End);

        await OneAsync(database, "SELECT id FROM t");
        await FaultAsync(OneAsync(database, "SELECT id FROM mine"));
    }

    [Fact]
    public async Task Run_ServerNotThere_IsUnavailable()
    {
        StoreBuilder builder = new();
        builder.AddPostgreSqlDatabase("away", "Host=127.0.0.1;Port=1;Username=x;Database=x");
        await using ServiceProvider services = builder.Services.BuildServiceProvider();

        ISqlDatabase database = services.GetRequiredService<ISqlDatabases>().Find("away")!;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => OneAsync(database, "SELECT 1"));
    }

    private async Task AsAdminAsync(string sql)
    {
        await using NpgsqlConnection connection = new($"{fixture.Server.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
