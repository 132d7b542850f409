namespace EdgeIsolates.AspNetCore;

/// <summary>A run of a schedule. Outcome, error and duration are missing while it is under way.</summary>
internal sealed record RunDescription(
    string Cron,
    DateTimeOffset ScheduledAt,
    DateTimeOffset StartedAt,
    string Node,
    int Attempt,
    string? Outcome,
    string? Error,
    double? DurationMs)
{
    public static RunDescription Of(ScheduledRun run) => new(
        run.Tick.Cron,
        run.Tick.ScheduledAt,
        run.StartedAt,
        run.Node,
        run.Attempt,
        run.Outcome?.Outcome,
        run.Outcome is { Error.Length: > 0 } outcome ? outcome.Error : null,
        run.Outcome?.Duration.TotalMilliseconds);
}
