using EdgeIsolates.TestServers;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>The one PostgreSQL server of a test run. Each test has a schema of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private int _schemas;
    private PostgreSqlServer? _server;

    public PostgreSqlServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public async Task InitializeAsync() => _server = await PostgreSqlServer.CreateAsync();

    /// <summary>A schema that nobody else uses.</summary>
    public string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    /// <summary>Adds buckets in a schema.</summary>
    public void AddBuckets(IEdgeIsolatesBuilder builder, string schema, long maxBytes) => builder.AddPostgreSqlBuckets(options =>
    {
        options.ConnectionString = Server.ConnectionString;
        options.Schema = schema;
        options.MaxObjectBytes = maxBytes;
    });

    public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? default);
}
