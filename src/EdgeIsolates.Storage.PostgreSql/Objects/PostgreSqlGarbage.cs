using NpgsqlTypes;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Makes the tables ready before the first call, and deletes from time to time what nobody needs any more; see <see cref="PostgreSqlBuckets"/>.</summary>
internal sealed class PostgreSqlGarbage(PostgreSqlDatabase database, PostgreSqlBucketsOptions options, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private long _next = long.MinValue;

    /// <summary>To be called before each call of a bucket.</summary>
    public async Task SweepWhenDueAsync(CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken);
        long now = time.GetUtcNow().UtcTicks, next = Volatile.Read(ref _next);
        if (now >= next && Interlocked.CompareExchange(ref _next, now + Interval.Ticks, next) == next)
        {
            await SweepAsync(cancellationToken);
        }
    }

    private Task<int> SweepAsync(CancellationToken cancellationToken) => database.ExecuteAsync(
        $"""
        WITH late AS (DELETE FROM {database.Schema}.uploads WHERE created_at < now() - $1 RETURNING id),
             parts AS (DELETE FROM {database.Schema}.parts USING late WHERE upload = late.id RETURNING parts.version),
             gone AS (DELETE FROM {database.Schema}.garbage WHERE drop_after < now() RETURNING garbage.version)
        DELETE FROM {database.Schema}.chunks WHERE version IN (SELECT version FROM parts UNION ALL SELECT version FROM gone)
        """,
        [new() { Value = options.UploadLifetime, NpgsqlDbType = NpgsqlDbType.Interval }],
        cancellationToken);
}
