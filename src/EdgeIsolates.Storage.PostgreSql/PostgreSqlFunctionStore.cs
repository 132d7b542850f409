using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Keeps functions in PostgreSQL.</summary>
/// <remarks>
/// A reader that remembers its position must never be overtaken: a sequence would let a transaction with a lower number commit after one with a
/// higher number was read. So the number is a row that each writer updates first and holds until its commit; writers of records wait for each
/// other, one round trip each.
/// </remarks>
internal sealed class PostgreSqlFunctionStore(PostgreSqlDatabase database) : IFunctionStore
{
    private readonly string _functions = $"{database.Schema}.functions";
    private readonly string _versions = $"{database.Schema}.versions";
    private readonly string _lastPosition = $"{database.Schema}.last_position";

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public async Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken)
    {
        List<FunctionRecord> records = await database.ReadAsync(
            $"SELECT record FROM {_functions} WHERE name = $1",
            [new() { Value = name }],
            static row => ToRecord(row.GetString(0)),
            cancellationToken);
        return records.FirstOrDefault();
    }

    public async Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        List<(long Position, FunctionRecord Record)> changes = await database.ReadAsync(
            $"SELECT position, record FROM {_functions} WHERE position > $1 ORDER BY position",
            [new() { Value = after }],
            static row => (row.GetInt64(0), ToRecord(row.GetString(1))),
            cancellationToken);
        return new FunctionChanges(changes is [] ? after : changes[^1].Position, [.. changes.Select(static change => change.Record)]);
    }

    public async IAsyncEnumerable<bool> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using NpgsqlConnection listening = await database.ListenAsync(cancellationToken);
        while (true)
        {
            yield return true;
            await database.WaitAsync(listening, cancellationToken);
        }
    }

    public Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken)
    {
        string write = record.Revision == 1
            ? $"""
              INSERT INTO {_functions} (name, revision, position, record) SELECT $1, $2, value, $3 FROM {_lastPosition}
              ON CONFLICT (name) DO NOTHING
              """
            : $"""
              UPDATE {_functions} SET revision = $2, position = (SELECT value FROM {_lastPosition}), record = $3
              WHERE name = $1 AND revision = $2 - 1
              """;
        string json = JsonSerializer.Serialize(record, StoreJson.FunctionRecord);
        return database.UseAsync(
            async (connection, token) =>
            {
                // One implicit transaction, one round trip; each statement sees what was committed while the first one waited for its turn.
                await using NpgsqlBatch batch = new(connection);
                NpgsqlBatchCommand writing = new(write)
                {
                    Parameters = { new() { Value = record.Name }, new() { Value = record.Revision }, Json(json) },
                };
                batch.BatchCommands.Add(new NpgsqlBatchCommand($"UPDATE {_lastPosition} SET value = value + 1"));
                batch.BatchCommands.Add(writing);
                batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_notify($1, '')") { Parameters = { new() { Value = database.Channel } } });
                await batch.ExecuteNonQueryAsync(token);
                return writing.RecordsAffected == 1;
            },
            cancellationToken);
    }

    public async Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken)
    {
        int added = await database.ExecuteAsync(
            $"INSERT INTO {_versions} (function_name, number, version, package) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            [
                new() { Value = version.FunctionName },
                new() { Value = version.Number },
                Json(JsonSerializer.Serialize(version, StoreJson.FunctionVersion)),
                new() { Value = package, NpgsqlDbType = NpgsqlDbType.Bytea },
            ],
            cancellationToken);
        return added == 1;
    }

    public async Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"SELECT version FROM {_versions} WHERE function_name = $1 ORDER BY number DESC",
            [new() { Value = name }],
            static row => JsonSerializer.Deserialize(row.GetString(0), StoreJson.FunctionVersion)!,
            cancellationToken);

    public async Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken)
    {
        List<byte[]> packages = await database.ReadAsync(
            $"SELECT package FROM {_versions} WHERE function_name = $1 AND number = $2",
            [new() { Value = name }, new() { Value = number }],
            static row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return packages is [byte[] package] ? package : (ReadOnlyMemory<byte>?)null;
    }

    public Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"DELETE FROM {_versions} WHERE function_name = $1 AND number = ANY ($2)",
            [new() { Value = name }, new() { Value = numbers.ToArray() }],
            cancellationToken);

    private static FunctionRecord ToRecord(string json) => JsonSerializer.Deserialize(json, StoreJson.FunctionRecord)!;

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Json };
}
