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
                        .Own("INSERT INTO alarms (namespace, id, due_ms, ring_ms) VALUES (?1, ?2, ?3, ?3) ON CONFLICT DO UPDATE SET due_ms = ?3, ring_ms = ?3, failures = 0")
                        .Bind(3, time.ToUnixTimeMilliseconds())
                    : connection.Own("DELETE FROM alarms WHERE namespace = ?1 AND id = ?2");
                statement.BindText(1, Encoding.UTF8.GetBytes(address.Namespace)).BindText(2, Encoding.UTF8.GetBytes(address.Id)).Run();
                return true;
            },
            cancellationToken);

    public Task PostponeAsync(DurableObjectAlarm alarm, CancellationToken cancellationToken) =>
        UseAsync(
            connection =>
            {
                connection
                    .Own("UPDATE alarms SET ring_ms = ?4, failures = ?5 WHERE namespace = ?1 AND id = ?2 AND due_ms = ?3")
                    .BindText(1, Encoding.UTF8.GetBytes(alarm.Address.Namespace))
                    .BindText(2, Encoding.UTF8.GetBytes(alarm.Address.Id))
                    .Bind(3, alarm.Due.ToUnixTimeMilliseconds())
                    .Bind(4, alarm.RingAt.ToUnixTimeMilliseconds())
                    .Bind(5, (long)alarm.Failures)
                    .Run();
                return true;
            },
            cancellationToken);

    public Task<IReadOnlyList<DurableObjectAlarm>> ReadFirstAsync(int limit, CancellationToken cancellationToken) =>
        UseAsync<IReadOnlyList<DurableObjectAlarm>>(
            connection =>
            {
                ObjectStatement read = connection.Own("SELECT namespace, id, due_ms, ring_ms, failures FROM alarms ORDER BY ring_ms LIMIT ?1").Bind(1, (long)limit);
                List<DurableObjectAlarm> alarms = [];
                try
                {
                    while (read.Step())
                    {
                        alarms.Add(new(new DurableObjectAddress(read.Text(0), read.Text(1)), DateTimeOffset.FromUnixTimeMilliseconds(read.Int64(2)))
                        {
                            RingAt = DateTimeOffset.FromUnixTimeMilliseconds(read.Int64(3)),
                            Failures = (int)read.Int64(4),
                        });
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

    /// <summary>Older files know when an alarm is due, and not how often it has failed.</summary>
    private static void AddFailures(ObjectConnection connection)
    {
        ObjectStatement read = connection.Own("SELECT count(*) FROM pragma_table_info('alarms') WHERE name = 'failures'");
        _ = read.Step();
        bool isThere = read.Int64(0) == 1;
        read.Reset();
        if (!isThere)
        {
            connection.RunAll(
                """
                BEGIN IMMEDIATE;
                ALTER TABLE alarms ADD COLUMN ring_ms INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE alarms ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
                UPDATE alarms SET ring_ms = due_ms;
                DROP INDEX IF EXISTS alarms_by_time;
                COMMIT;
                """);
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
                    ring_ms INTEGER NOT NULL DEFAULT 0,
                    failures INTEGER NOT NULL DEFAULT 0,
                    PRIMARY KEY (namespace, id)
                ) STRICT, WITHOUT ROWID;
                """);
            AddFailures(connection);
            connection.RunAll("CREATE INDEX IF NOT EXISTS alarms_by_ring ON alarms (ring_ms)");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
