using System.Text;

namespace EdgeIsolates.Storage.Sqlite.DurableObjects;

/// <summary>The alarms of a node in one SQLite file beside its objects; a change is on the disk when it returns.</summary>
internal sealed class SqliteDurableObjectAlarms(string path) : IDurableObjectAlarms, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private ObjectConnection? _connection;

    public Task SetAsync(DurableObjectAddress address, DateTimeOffset? due, CancellationToken cancellationToken) =>
        UseAsync(
            connection =>
            {
                ObjectStatement statement = due is { } time
                    ? connection
                        .Own("INSERT INTO alarms (namespace, id, due_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET due_ms = ?3")
                        .Bind(3, time.ToUnixTimeMilliseconds())
                    : connection.Own("DELETE FROM alarms WHERE namespace = ?1 AND id = ?2");
                statement.BindText(1, Encoding.UTF8.GetBytes(address.Namespace)).BindText(2, Encoding.UTF8.GetBytes(address.Id)).Run();
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<DurableObjectAlarm>> ReadFirstAsync(int limit, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<DurableObjectAlarm>>(
            connection =>
            {
                ObjectStatement read = connection.Own("SELECT namespace, id, due_ms FROM alarms ORDER BY due_ms LIMIT ?1").Bind(1, (long)limit);
                List<DurableObjectAlarm> alarms = [];
                try
                {
                    while (read.Step())
                    {
                        alarms.Add(new(new DurableObjectAddress(read.Text(0), read.Text(1)), DateTimeOffset.FromUnixTimeMilliseconds(read.Int64(2))));
                    }
                }
                finally
                {
                    read.Reset();
                }

                return alarms;
            },
            cancellationToken);

    public Task DeleteNamespaceAsync(string objectNamespace, CancellationToken cancellationToken) =>
        UseAsync(
            connection =>
            {
                connection.Own("DELETE FROM alarms WHERE namespace = ?1").BindText(1, Encoding.UTF8.GetBytes(objectNamespace)).Run();
                return true;
            },
            cancellationToken);

    /// <summary>Opens the file, and makes it when it is not there.</summary>
    public Task InitializeAsync(CancellationToken cancellationToken) => UseAsync(static _ => true, cancellationToken);

    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private async Task<T> UseAsync<T>(Func<ObjectConnection, T> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => use(_connection ??= Open()), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private ObjectConnection Open()
    {
        ObjectConnection connection = ObjectConnection.Open(path);
        try
        {
            connection.RunAll(
                """
                PRAGMA busy_timeout = 5000;
                PRAGMA synchronous = FULL;
                PRAGMA journal_mode = WAL;
                CREATE TABLE IF NOT EXISTS alarms (
                    namespace TEXT NOT NULL,
                    id TEXT NOT NULL,
                    due_ms INTEGER NOT NULL,
                    PRIMARY KEY (namespace, id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX IF NOT EXISTS alarms_by_time ON alarms (due_ms);
                """);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
