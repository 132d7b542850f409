using System.Buffers;
using Npgsql;
using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>The bytes of versions, in rows.</summary>
internal sealed class PostgreSqlChunks(PostgreSqlDatabase database)
{
    /// <summary>The most that a row has.</summary>
    public const int ChunkBytes = 256 * 1024;

    private readonly string _chunks = $"{database.Schema}.chunks";

    /// <summary>Writes a body as a new version, which is garbage until a row names it.</summary>
    public async Task<string> WriteAsync(ObjectBody body, CancellationToken cancellationToken)
    {
        string version = Guid.NewGuid().ToString("N");
        await database.ExecuteAsync(
            $"INSERT INTO {database.Schema}.garbage (version, drop_after) VALUES ($1, now() + interval '1 day')",
            [new() { Value = version }],
            cancellationToken);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            await WriteAsync(version, body, chunk, cancellationToken);
            return version;
        }
        catch
        {
            await DropAsync(version);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>Drops a version that no row names, at once.</summary>
    public Task<int> DropAsync(string version) => database.ExecuteAsync(
        $"WITH gone AS (DELETE FROM {database.Schema}.garbage WHERE version = $1) DELETE FROM {_chunks} WHERE version = $1",
        [new() { Value = version }],
        CancellationToken.None);

    /// <summary>The bytes of a version from an offset to the end of the chunk there.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string version, long offset, CancellationToken cancellationToken)
    {
        List<(long Start, byte[] Bytes)> found = await database.ReadAsync(
            $"SELECT start, bytes FROM {_chunks} WHERE version = $1 AND start <= $2 ORDER BY start DESC LIMIT 1",
            [new() { Value = version }, new() { Value = offset }],
            static row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        return found is [var (start, bytes)] && offset - start < bytes.Length
            ? bytes.AsMemory((int)(offset - start))
            : throw new IOException("The object was replaced or deleted long before it was read to its end.");
    }

    private async Task WriteAsync(string version, ObjectBody body, byte[] chunk, CancellationToken cancellationToken)
    {
        long start = 0;
        int filled = 0;
        await foreach (ReadOnlyMemory<byte> piece in body.ReadAsync(cancellationToken))
        {
            for (ReadOnlyMemory<byte> rest = piece; !rest.IsEmpty;)
            {
                int taken = Math.Min(rest.Length, ChunkBytes - filled);
                rest[..taken].CopyTo(chunk.AsMemory(filled));
                rest = rest[taken..];
                filled += taken;
                if (filled == ChunkBytes)
                {
                    await InsertAsync(version, start, chunk.AsMemory(0, filled), cancellationToken);
                    start += filled;
                    filled = 0;
                }
            }
        }

        if (filled > 0)
        {
            await InsertAsync(version, start, chunk.AsMemory(0, filled), cancellationToken);
        }
    }

    private Task<int> InsertAsync(string version, long start, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => database.ExecuteAsync(
        $"INSERT INTO {_chunks} (version, start, bytes) VALUES ($1, $2, $3)",
        [new() { Value = version }, new() { Value = start }, new NpgsqlParameter { Value = bytes, NpgsqlDbType = NpgsqlDbType.Bytea }],
        cancellationToken);
}
