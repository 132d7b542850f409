using Microsoft.Data.Sqlite;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>Keeps runs of schedules in the file.</summary>
internal sealed class SqliteScheduleStore(SqliteQueueFile file) : IScheduleStore
{
    public const string Schema = """
        CREATE TABLE schedule_runs (
            function_name TEXT NOT NULL,
            cron TEXT NOT NULL,
            scheduled_at_ms INTEGER NOT NULL,
            node TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            started_at_ms INTEGER NOT NULL,
            until_ms INTEGER NOT NULL,
            outcome TEXT,
            error TEXT NOT NULL DEFAULT '',
            duration_ms INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (function_name, cron, scheduled_at_ms)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX schedule_runs_by_time ON schedule_runs (function_name, scheduled_at_ms);
        CREATE INDEX schedule_runs_by_age ON schedule_runs (scheduled_at_ms);
        CREATE INDEX schedule_runs_open ON schedule_runs (until_ms) WHERE outcome IS NULL;
        """;

    private const int MostAbandoned = 100;
    private const string Columns = "function_name, cron, scheduled_at_ms, node, attempt, started_at_ms, outcome, error, duration_ms";

    private readonly SqliteDatabase _database = file.Database;

    public Task InitializeAsync(CancellationToken cancellationToken) => _database.InitializeAsync(cancellationToken);

    public Task<int> TryClaimAsync(ScheduledClaim claim, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection
                .Command(
                    """
                    INSERT INTO schedule_runs (function_name, cron, scheduled_at_ms, node, attempt, started_at_ms, until_ms)
                    VALUES ($function, $cron, $at, $node, 1, $now, $until)
                    ON CONFLICT DO UPDATE SET node = $node, attempt = attempt + 1, started_at_ms = $now, until_ms = $until
                    WHERE outcome IS NULL AND until_ms <= $now
                    RETURNING attempt
                    """,
                    [
                        .. KeyOf(claim.Tick),
                        ("$node", claim.Node),
                        ("$now", claim.Now.ToUnixTimeMilliseconds()),
                        ("$until", claim.Until.ToUnixTimeMilliseconds()),
                    ])
                .Rows(static row => row.GetInt32(0))
                .SingleOrDefault(),
            cancellationToken);

    public Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection.Execute(
                """
                UPDATE schedule_runs SET outcome = $outcome, error = $error, duration_ms = $duration
                WHERE function_name = $function AND cron = $cron AND scheduled_at_ms = $at AND attempt = $attempt
                """,
                [
                    .. KeyOf(tick),
                    ("$attempt", attempt),
                    ("$outcome", outcome.Outcome),
                    ("$error", outcome.Error),
                    ("$duration", (long)outcome.Duration.TotalMilliseconds),
                ]),
            cancellationToken);

    public Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<ScheduledRun>>(
            connection => connection
                .Command(
                    $"SELECT {Columns} FROM schedule_runs WHERE function_name = $function ORDER BY scheduled_at_ms DESC, cron LIMIT $most",
                    ("$function", functionName),
                    ("$most", most))
                .Rows(ToRun),
            cancellationToken);

    public Task<DateTimeOffset?> FindLastAsync(string functionName, string cron, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            connection => connection.Scalar(
                "SELECT max(scheduled_at_ms) FROM schedule_runs WHERE function_name = $function AND cron = $cron",
                ("$function", functionName),
                ("$cron", cron)) is long last
                ? DateTimeOffset.FromUnixTimeMilliseconds(last)
                : (DateTimeOffset?)null,
            cancellationToken);

    public Task<IReadOnlyList<ScheduledRun>> FindAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<ScheduledRun>>(
            connection => connection
                .Command(
                    $"SELECT {Columns} FROM schedule_runs WHERE outcome IS NULL AND until_ms <= $now ORDER BY scheduled_at_ms LIMIT $most",
                    ("$now", now.ToUnixTimeMilliseconds()),
                    ("$most", MostAbandoned))
                .Rows(ToRun),
            cancellationToken);

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            connection => connection.Execute(
                """
                DELETE FROM schedule_runs AS run WHERE scheduled_at_ms < $before AND EXISTS (
                    SELECT 1 FROM schedule_runs AS later
                    WHERE later.function_name = run.function_name AND later.cron = run.cron AND later.scheduled_at_ms > run.scheduled_at_ms)
                """,
                ("$before", before.ToUnixTimeMilliseconds())),
            cancellationToken);

    private static (string Name, object Value)[] KeyOf(ScheduledTick tick) =>
        [("$function", tick.FunctionName), ("$cron", tick.Cron), ("$at", tick.ScheduledAt.ToUnixTimeMilliseconds())];

    private static ScheduledRun ToRun(SqliteDataReader row) => new(
        new ScheduledTick(row.GetString(0), row.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))),
        row.GetString(3),
        row.GetInt32(4),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)),
        row.IsDBNull(6) ? null : new ScheduledOutcome(row.GetString(6), row.GetString(7), TimeSpan.FromMilliseconds(row.GetInt64(8))));
}
