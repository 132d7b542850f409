namespace EdgeIsolates.Storage.Sqlite;

/// <summary>The file of queues and schedules, beside that of the functions: a file has one writer at a time, and what tenants write must not keep a deploy waiting.</summary>
internal sealed class SqliteQueueFile(SqliteStoreOptions options) : IDisposable
{
    public SqliteDatabase Database { get; } = new(
        Path.ChangeExtension(options.Path, $".queues{Path.GetExtension(options.Path)}"),
        SqliteSchema.Queues,
        options.BusyTimeout);

    public void Dispose() => Database.Dispose();
}
