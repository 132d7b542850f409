using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// Keeps functions in the file. As the file has one writer at a time, the next position is simply one more than the highest; no record is ever
/// deleted.
/// </summary>
internal sealed class SqliteFunctionStore(SqliteDatabase database, SqliteStoreOptions options, TimeProvider time) : IFunctionStore
{
    private event EventHandler? Written;

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection => connection.Scalar("SELECT record FROM functions WHERE name = $name", ("$name", name)) is string json ? ToRecord(json) : null,
            cancellationToken);

    public Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken) =>
        database.ReadAsync(
            connection =>
            {
                List<(long Position, FunctionRecord Record)> changes = connection
                    .Command("SELECT position, record FROM functions WHERE position > $after ORDER BY position", ("$after", after))
                    .Rows(static row => (row.GetInt64(0), ToRecord(row.GetString(1))));
                return new FunctionChanges(changes is [] ? after : changes[^1].Position, [.. changes.Select(static change => change.Record)]);
            },
            cancellationToken);

    /// <summary>
    /// Looks at the highest position: at once after a write of this process, and every <see cref="SqliteStoreOptions.PollInterval"/> for those of
    /// others.
    /// </summary>
    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Written += OnWritten;
        try
        {
            await using ITimer timer = time.CreateTimer(_ => Look(), null, options.PollInterval, options.PollInterval);
            Look();
            long known = -1;
            while (await looks.Reader.ReadAsync(cancellationToken))
            {
                long position = await LastPositionAsync(cancellationToken);
                if (position != known)
                {
                    known = position;
                    yield return true;
                }
            }
        }
        finally
        {
            Written -= OnWritten;
        }

        void OnWritten(object? sender, EventArgs e) => Look();

        void Look() => looks.Writer.TryWrite(true);
    }

    public async Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(record, StoreJson.FunctionRecord);
        string sql = record.Revision == 1
            ? """
              INSERT INTO functions (name, revision, position, record)
              SELECT $name, $revision, coalesce(max(position), 0) + 1, $record FROM functions WHERE true
              ON CONFLICT DO NOTHING
              """
            : """
              UPDATE functions SET revision = $revision, record = $record, position = (SELECT max(position) FROM functions) + 1
              WHERE name = $name AND revision = $revision - 1
              """;
        bool written = await database.WriteAsync(
            connection => connection.Execute(sql, ("$name", record.Name), ("$revision", record.Revision), ("$record", json)) == 1,
            cancellationToken);
        if (written)
        {
            Written?.Invoke(this, EventArgs.Empty);
        }

        return written;
    }

    public Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken)
    {
        string json = JsonSerializer.Serialize(version, StoreJson.FunctionVersion);
        byte[] bytes = package.ToArray();
        return database.WriteAsync(
            connection =>
            {
                bool added = connection.Execute(
                    "INSERT INTO versions (function_name, number, version) VALUES ($name, $number, $version) ON CONFLICT DO NOTHING",
                    ("$name", version.FunctionName),
                    ("$number", version.Number),
                    ("$version", json)) == 1;
                return added && connection.Execute(
                    "INSERT INTO packages (function_name, number, package) VALUES ($name, $number, $package)",
                    ("$name", version.FunctionName),
                    ("$number", version.Number),
                    ("$package", bytes)) == 1;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<FunctionVersion>>(
            connection => connection
                .Command("SELECT version FROM versions WHERE function_name = $name ORDER BY number DESC", ("$name", name))
                .Rows(static row => JsonSerializer.Deserialize(row.GetString(0), StoreJson.FunctionVersion)!),
            cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken) =>
        database.ReadAsync<ReadOnlyMemory<byte>?>(
            connection => connection.Scalar(
                "SELECT package FROM packages WHERE function_name = $name AND number = $number",
                ("$name", name),
                ("$number", number)) is byte[] package ? package : (ReadOnlyMemory<byte>?)null,
            cancellationToken);

    public Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                foreach (int number in numbers)
                {
                    connection.Execute("DELETE FROM versions WHERE function_name = $name AND number = $number", ("$name", name), ("$number", number));
                }

                return true;
            },
            cancellationToken);

    private Task<long> LastPositionAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(static connection => (long)connection.Scalar("SELECT coalesce(max(position), 0) FROM functions")!, cancellationToken);

    private static FunctionRecord ToRecord(string json) => JsonSerializer.Deserialize(json, StoreJson.FunctionRecord)!;
}
