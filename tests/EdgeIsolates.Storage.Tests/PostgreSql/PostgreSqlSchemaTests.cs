using Npgsql;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>What the stores make in a database, and what they say when they may not.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSchemaTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private readonly string _schema = fixture.NewSchema();
    private readonly List<ServiceProvider> _nodes = [];

    private string User => $"{_schema}_user";

    private string AsUser => fixture.Server.ConnectionString.Replace("Username=postgres", $"Username={User}", StringComparison.Ordinal);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (ServiceProvider node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Initialize_SchemaOfANewerVersion_SaysSo()
    {
        await Open(fixture.Server.ConnectionString).InitializeAsync(default);
        await ExecuteAsync($"UPDATE {_schema}.schema_version SET value = 99");

        InvalidOperationException error =
            await Assert.ThrowsAsync<InvalidOperationException>(() => Open(fixture.Server.ConnectionString).InitializeAsync(default));

        Assert.Contains("version 99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_UserMayUseButNotMakeTables_IsReadyOnceTheyAreThere()
    {
        await Open(fixture.Server.ConnectionString).InitializeAsync(default);
        await ExecuteAsync(
            $"""
            CREATE USER {User};
            GRANT USAGE ON SCHEMA {_schema} TO {User};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {_schema} TO {User}
            """);
        ServiceProvider node = NewNode(AsUser);

        await node.GetRequiredService<IFunctionStore>().InitializeAsync(default);

        Assert.True(await node.GetRequiredService<IFunctionStore>().TryWriteAsync(Samples.Record("f"), default));
        Assert.Empty(await node.GetRequiredService<IRouteStore>().TryClaimAsync("f", ["/f"], Samples.Noon, default));
        await node.GetRequiredService<IRouteStore>().ReleaseAsync("f", [], default);
        await node.GetRequiredService<IMetricsStore>().AddAsync(Samples.Batch(Samples.Bucket("f", 0, ("n", 1))), default);
        await node.GetRequiredService<IMetricsStore>().RemoveBeforeAsync(Samples.Noon, default);
    }

    [Fact]
    public async Task Initialize_UserMayMakeTablesInTheSchemaOnly_MakesThem()
    {
        await ExecuteAsync($"CREATE USER {User}; CREATE SCHEMA {_schema}; GRANT USAGE, CREATE ON SCHEMA {_schema} TO {User}");
        IFunctionStore store = Open(AsUser);

        await store.InitializeAsync(default);

        Assert.True(await store.TryWriteAsync(Samples.Record("f"), default));
    }

    [Fact]
    public async Task Initialize_NoSuchDatabase_SaysSo()
    {
        string nowhere = fixture.Server.ConnectionString.Replace("Database=postgres", "Database=nowhere", StringComparison.Ordinal);

        StoreUnavailableException error = await Assert.ThrowsAsync<StoreUnavailableException>(() => Open(nowhere).InitializeAsync(default));

        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_TablesAreMissing_IsAnErrorOfSql() =>
        await Assert.ThrowsAsync<PostgresException>(() => Open(fixture.Server.ConnectionString).FindAsync("f", default));

    private IFunctionStore Open(string connectionString) => NewNode(connectionString).GetRequiredService<IFunctionStore>();

    private ServiceProvider NewNode(string connectionString)
    {
        StoreBuilder builder = new();
        builder.AddPostgreSqlStores(options =>
        {
            options.ConnectionString = connectionString;
            options.Schema = _schema;
        });
        ServiceProvider node = builder.Services.BuildServiceProvider();
        _nodes.Add(node);
        return node;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(fixture.Server.ConnectionString);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
