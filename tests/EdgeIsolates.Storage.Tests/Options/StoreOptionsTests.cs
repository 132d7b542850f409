using EdgeIsolates.Storage.PostgreSql;
using EdgeIsolates.Storage.Redis;
using EdgeIsolates.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.Storage.Tests.Options;

/// <summary>What hosts say about stores: faults are told all together, and what is said last counts.</summary>
public sealed class StoreOptionsTests
{
    [Fact]
    public void Sqlite_FaultyOptions_TellsAll()
    {
        AssertFaults<SqliteStoreOptions>(
            builder => builder.AddSqliteStores(options =>
            {
                options.BusyTimeout = TimeSpan.Zero;
                options.PollInterval = TimeSpan.FromDays(2);
            }),
            "Path is not set",
            "BusyTimeout is 00:00:00",
            "PollInterval is 2.00:00:00");
        AssertFaults<SqliteStoreOptions>(builder => builder.AddSqliteStores(":memory:"), "leave AddSqliteStores out");
    }

    [Fact]
    public void PostgreSql_FaultyOptions_TellsAll()
    {
        AssertFaults<PostgreSqlStoreOptions>(
            builder => builder.AddPostgreSqlStores(options => options.Schema = "1; DROP"),
            "ConnectionString is not set",
            "Schema is '1; DROP'");
        AssertFaults<PostgreSqlStoreOptions>(builder => builder.AddPostgreSqlStores("Database=edge"), "names no Host");
        AssertFaults<PostgreSqlStoreOptions>(builder => builder.AddPostgreSqlStores("Hots=db"), "cannot be read");
    }

    [Fact]
    public void Redis_FaultyOptions_TellsAll()
    {
        AssertFaults<RedisStoreOptions>(
            builder => builder.AddRedisStores(options =>
            {
                options.KeyPrefix = "{a}";
                options.Timeout = TimeSpan.Zero;
            }),
            "Configuration is not set",
            "KeyPrefix is '{a}'",
            "Timeout is 00:00:00");
        AssertFaults<RedisStoreOptions>(builder => builder.AddRedisStores("redis:6379,unknown=1"), "cannot be read");
        AssertFaults<RedisStoreOptions>(builder => builder.AddRedisStores("ssl=true"), "names no server");
    }

    [Fact]
    public void RedisCache_FaultyOptions_TellsAll()
    {
        AssertFaults<RedisCacheOptions>(
            builder => builder.AddRedisCache(options =>
            {
                options.KeyPrefix = "";
                options.Timeout = TimeSpan.FromHours(2);
                options.MaxBodyBytes = -1;
                options.LocalTime = TimeSpan.FromHours(2);
            }),
            "RedisCacheOptions.Configuration is not set",
            "KeyPrefix is ''",
            "Timeout is 02:00:00",
            "MaxBodyBytes is -1",
            "LocalTime is 02:00:00");
    }

    [Fact]
    public async Task AddRedisStores_BehindPostgreSql_TakesRoutesAndMetricsOnly()
    {
        StoreBuilder builder = new();
        builder.AddPostgreSqlStores("Host=db").AddRedisStores("redis:6379").AddRedisStores("redis:6379");
        await using ServiceProvider node = builder.Services.BuildServiceProvider();

        Assert.IsType<PostgreSqlFunctionStore>(node.GetRequiredService<IFunctionStore>());
        Assert.IsType<RedisRouteStore>(Assert.Single(node.GetServices<IRouteStore>()));
        Assert.IsType<RedisMetricsStore>(Assert.Single(node.GetServices<IMetricsStore>()));
        Assert.IsType<RedisChangeNotifier>(Assert.Single(node.GetServices<IChangeNotifier>()));
    }

    private static void AssertFaults<TOptions>(Action<IEdgeIsolatesBuilder> add, params string[] faults)
        where TOptions : class
    {
        StoreBuilder builder = new();
        add(builder);
        using ServiceProvider node = builder.Services.BuildServiceProvider();

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<TOptions>>().Value);

        Assert.Equal(faults.Length, error.Failures.Count());
        Assert.All(faults, fault => Assert.Contains(error.Failures, failure => failure.Contains(fault, StringComparison.Ordinal)));
    }
}
