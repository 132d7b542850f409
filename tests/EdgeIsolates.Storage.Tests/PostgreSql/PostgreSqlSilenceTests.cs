using System.Net;
using System.Net.Sockets;
using EdgeIsolates.Storage.PostgreSql;
using Npgsql;

namespace EdgeIsolates.Storage.Tests.PostgreSql;

/// <summary>A server that takes connections and says nothing.</summary>
public sealed class PostgreSqlSilenceTests
{
    [Fact]
    public async Task Initialize_ServerNeverAnswers_FailsInTime()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        StoreBuilder builder = new();
        builder.AddPostgreSqlStores($"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port};Username=u;Timeout=1");
        await using ServiceProvider node = builder.Services.BuildServiceProvider();

        StoreUnavailableException error =
            await Assert.ThrowsAsync<StoreUnavailableException>(() => node.GetRequiredService<IFunctionStore>().InitializeAsync(default));

        Assert.Contains("does not answer in time", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=a", 5, 10, 10)]
    [InlineData("Host=a;timeout=15;CommandTimeout=3;KeepAlive=2", 15, 3, 2)]
    [InlineData("Host=a;Command Timeout=0", 5, 0, 10)]
    public void WithDefaults_ConnectionString_GetsTheLimitsItDoesNotSay(string connectionString, int connect, int command, int keepAlive)
    {
        NpgsqlConnectionStringBuilder connection = PostgreSqlDatabase.WithDefaults(connectionString);

        Assert.Equal((connect, command, keepAlive), (connection.Timeout, connection.CommandTimeout, connection.KeepAlive));
    }
}
