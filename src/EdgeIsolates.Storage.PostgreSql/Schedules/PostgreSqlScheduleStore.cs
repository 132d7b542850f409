using Npgsql;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>Keeps runs of schedules in PostgreSQL.</summary>
internal sealed class PostgreSqlScheduleStore(PostgreSqlDatabase database) : IScheduleStore
{
    private const int MostAbandoned = 100;
    private const string Columns = "function_name, cron, scheduled_at_ms, node, attempt, started_at_ms, outcome, error, duration_ms";

    private readonly string _runs = $"{database.Schema}.schedule_runs";

    public static string SchemaOf(string schema) => $"""
        CREATE TABLE "{schema}".schedule_runs (
            function_name text NOT NULL,
            cron text COLLATE "C" NOT NULL,
            scheduled_at_ms bigint NOT NULL,
            node text NOT NULL,
            attempt integer NOT NULL,
            started_at_ms bigint NOT NULL,
            until_ms bigint NOT NULL,
            outcome text,
            error text NOT NULL DEFAULT '',
            duration_ms bigint NOT NULL DEFAULT 0,
            PRIMARY KEY (function_name, cron, scheduled_at_ms)
        );
        CREATE INDEX ON "{schema}".schedule_runs (function_name, scheduled_at_ms);
        CREATE INDEX ON "{schema}".schedule_runs (scheduled_at_ms);
        CREATE INDEX ON "{schema}".schedule_runs (until_ms) WHERE outcome IS NULL;
        """;

    public Task InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public async Task<int> TryClaimAsync(ScheduledClaim claim, CancellationToken cancellationToken)
    {
        List<int> attempts = await database.ReadAsync(
            $"""
            INSERT INTO {_runs} AS run (function_name, cron, scheduled_at_ms, node, attempt, started_at_ms, until_ms)
            VALUES ($1, $2, $3, $4, 1, $5, $6)
            ON CONFLICT (function_name, cron, scheduled_at_ms) DO UPDATE SET node = $4, attempt = run.attempt + 1, started_at_ms = $5, until_ms = $6
            WHERE run.outcome IS NULL AND run.until_ms <= $5
            RETURNING attempt
            """,
            [
                .. KeyOf(claim.Tick),
                new() { Value = claim.Node },
                new() { Value = claim.Now.ToUnixTimeMilliseconds() },
                new() { Value = claim.Until.ToUnixTimeMilliseconds() },
            ],
            static row => row.GetInt32(0),
            cancellationToken);
        return attempts.SingleOrDefault();
    }

    public Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            UPDATE {_runs} SET outcome = $5, error = $6, duration_ms = $7
            WHERE function_name = $1 AND cron = $2 AND scheduled_at_ms = $3 AND attempt = $4
            """,
            [
                .. KeyOf(tick),
                new() { Value = attempt },
                new() { Value = outcome.Outcome },
                new() { Value = outcome.Error.Replace("\0", "", StringComparison.Ordinal) },
                new() { Value = (long)outcome.Duration.TotalMilliseconds },
            ],
            cancellationToken);

    public async Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"SELECT {Columns} FROM {_runs} WHERE function_name = $1 ORDER BY scheduled_at_ms DESC, cron LIMIT $2",
            [new() { Value = functionName }, new() { Value = most }],
            ToRun,
            cancellationToken);

    public async Task<DateTimeOffset?> FindLastAsync(string functionName, string cron, CancellationToken cancellationToken)
    {
        List<DateTimeOffset?> last = await database.ReadAsync(
            $"SELECT max(scheduled_at_ms) FROM {_runs} WHERE function_name = $1 AND cron = $2",
            [new() { Value = functionName }, new() { Value = cron }],
            static row => row.IsDBNull(0) ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)),
            cancellationToken);
        return last[0];
    }

    public async Task<IReadOnlyList<ScheduledRun>> FindAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            $"SELECT {Columns} FROM {_runs} WHERE outcome IS NULL AND until_ms <= $1 ORDER BY scheduled_at_ms LIMIT $2",
            [new() { Value = now.ToUnixTimeMilliseconds() }, new() { Value = MostAbandoned }],
            ToRun,
            cancellationToken);

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            $"""
            DELETE FROM {_runs} AS run WHERE scheduled_at_ms < $1 AND EXISTS (
                SELECT FROM {_runs} AS later
                WHERE later.function_name = run.function_name AND later.cron = run.cron AND later.scheduled_at_ms > run.scheduled_at_ms)
            """,
            [new() { Value = before.ToUnixTimeMilliseconds() }],
            cancellationToken);

    private static NpgsqlParameter[] KeyOf(ScheduledTick tick) =>
        [new() { Value = tick.FunctionName }, new() { Value = tick.Cron }, new() { Value = tick.ScheduledAt.ToUnixTimeMilliseconds() }];

    private static ScheduledRun ToRun(NpgsqlDataReader row) => new(
        new ScheduledTick(row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        row.GetString(3),
        row.GetInt32(4),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        row.IsDBNull(6) ? null : new ScheduledOutcome(row.GetString(6), row.GetString(7), TimeSpan.FromMilliseconds(row.GetInt64(8))));
}
