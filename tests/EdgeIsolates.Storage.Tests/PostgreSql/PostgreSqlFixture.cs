using EdgeIsolates.TestServers;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>The one PostgreSQL server of a test run. Each test has a schema of its own.</summary>
public sealed class PostgreSqlFixture : IAsyncLifetime
{
    private int _schemas;

    public PostgreSqlServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgreSqlServer.CreateAsync();

    /// <summary>A schema that nobody else uses.</summary>
    public string NewSchema() => $"test_{Interlocked.Increment(ref _schemas)}";

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
