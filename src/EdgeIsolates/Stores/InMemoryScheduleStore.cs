namespace EdgeIsolates.Stores;

/// <summary>Runs of schedules in this process alone: they end with it.</summary>
internal sealed class InMemoryScheduleStore : IScheduleStore
{
    private const int MostAbandoned = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<ScheduledTick, (ScheduledRun Run, DateTimeOffset Until)> _runs = [];

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> TryClaimAsync(ScheduledClaim claim, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            bool exists = _runs.TryGetValue(claim.Tick, out (ScheduledRun Run, DateTimeOffset Until) present);
            if (exists && (present.Run.Outcome is not null || present.Until > claim.Now))
            {
                return Task.FromResult(0);
            }

            int attempt = exists ? present.Run.Attempt + 1 : 1;
            _runs[claim.Tick] = (new ScheduledRun(claim.Tick, claim.Node, attempt, claim.Now, null), claim.Until);
            return Task.FromResult(attempt);
        }
    }

    public Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_runs.TryGetValue(tick, out (ScheduledRun Run, DateTimeOffset Until) present) && present.Run.Attempt == attempt)
            {
                _runs[tick] = present with { Run = present.Run with { Outcome = outcome } };
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ScheduledRun>>(
            [
                .. _runs.Values.Select(run => run.Run).Where(run => run.Tick.FunctionName == functionName)
                    .OrderByDescending(run => run.Tick.ScheduledAt).ThenBy(run => run.Tick.Cron, StringComparer.Ordinal).Take(most),
            ]);
        }
    }

    public Task<DateTimeOffset?> FindLastAsync(string functionName, string cron, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult(_runs.Keys
                .Where(tick => tick.FunctionName == functionName && tick.Cron == cron)
                .Max(tick => (DateTimeOffset?)tick.ScheduledAt));
        }
    }

    public Task<IReadOnlyList<ScheduledRun>> FindAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ScheduledRun>>(
            [
                .. _runs.Values.Where(run => run.Run.Outcome is null && run.Until <= now).Select(run => run.Run)
                    .OrderBy(run => run.Tick.ScheduledAt).Take(MostAbandoned),
            ]);
        }
    }

    public Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (ScheduledTick tick in _runs.Keys.Where(tick => tick.ScheduledAt < before && _runs.Keys.Any(later => later.ScheduledAt > tick.ScheduledAt && IsSameSchedule(tick, later))).ToArray())
            {
                _runs.Remove(tick);
            }
        }

        return Task.CompletedTask;
    }

    private static bool IsSameSchedule(ScheduledTick one, ScheduledTick other) => one.FunctionName == other.FunctionName && one.Cron == other.Cron;
}
