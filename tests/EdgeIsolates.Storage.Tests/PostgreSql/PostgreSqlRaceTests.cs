using Npgsql;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>Races that are too short to be met by chance, held open by somebody else's transaction.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlRaceTests(PostgreSqlFixture fixture) : IAsyncLifetime
{
    private readonly string _schema = fixture.NewSchema();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(1));
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(fixture.Server.ConnectionString);
    private ServiceProvider _node = null!;

    public async Task InitializeAsync()
    {
        StoreBuilder builder = new();
        builder.AddPostgreSqlStores(options =>
        {
            options.ConnectionString = fixture.Server.ConnectionString;
            options.Schema = _schema;
        });
        _node = builder.Services.BuildServiceProvider();
        await _node.GetRequiredService<IFunctionStore>().InitializeAsync(_end.Token);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _source.DisposeAsync();
        _end.Dispose();
    }

    [Fact]
    public async Task ReadChanges_WriterIsOvertaken_LosesNoChange()
    {
        IFunctionStore store = _node.GetRequiredService<IFunctionStore>();
        await store.TryWriteAsync(Samples.Record("slow"), _end.Token);
        await store.TryWriteAsync(Samples.Record("fast"), _end.Token);
        long before = (await store.ReadChangesAsync(0, _end.Token)).Position;

        await using NpgsqlConnection other = await HoldAsync($"SELECT FROM {_schema}.functions WHERE name = 'slow' FOR UPDATE");
        Task<bool> slow = store.TryWriteAsync(Samples.Record("slow", 2), _end.Token);
        await DoneOrWaitingAsync(slow, 1);
        Task<bool> fast = store.TryWriteAsync(Samples.Record("fast", 2), _end.Token);
        await DoneOrWaitingAsync(fast, 2);
        FunctionChanges during = await store.ReadChangesAsync(before, _end.Token);
        await other.CloseAsync();
        Assert.True(await slow && await fast);
        FunctionChanges after = await store.ReadChangesAsync(during.Position, _end.Token);

        Assert.Equal(["fast", "slow"], during.Records.Concat(after.Records).Select(record => record.Name).Order());
    }

    [Fact]
    public async Task TryClaim_RouteIsReleasedMeanwhile_IsTakenOrTold()
    {
        IRouteStore store = _node.GetRequiredService<IRouteStore>();
        await store.TryClaimAsync("a", ["/first"], Samples.Noon, _end.Token);

        await using NpgsqlConnection other = await HoldAsync($"INSERT INTO {_schema}.routes VALUES ('/last', 'c', now())");
        Task<IReadOnlyList<RouteClaim>> claiming = store.TryClaimAsync("b", ["/first", "/last"], Samples.Noon, _end.Token);
        await DoneOrWaitingAsync(claiming, 1);
        Task releasing = store.ReleaseAsync("a", [], _end.Token);
        await DoneOrWaitingAsync(releasing, 2);
        await other.CloseAsync();
        await releasing;
        IReadOnlyList<RouteClaim> others = await claiming;

        IEnumerable<string> claimed = (await store.ListAsync(_end.Token)).Where(claim => claim.FunctionName == "b").Select(claim => claim.Pattern);
        Assert.Equal(others.Count == 0 ? ["/first", "/last"] : [], claimed.Order(StringComparer.Ordinal));
    }

    /// <summary>Runs a statement and keeps its locks until the connection is closed, which undoes it.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        NpgsqlConnection connection = await _source.OpenConnectionAsync(_end.Token);
        await connection.BeginTransactionAsync(_end.Token);
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(_end.Token);
        return connection;
    }

    /// <summary>Waits until the operation is done, or so many wait for a lock.</summary>
    private async Task DoneOrWaitingAsync(Task operation, int waiting)
    {
        await using NpgsqlCommand count = _source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        while (!operation.IsCompleted && (long)(await count.ExecuteScalarAsync(_end.Token))! < waiting)
        {
            await Task.Delay(10, _end.Token);
        }
    }
}
