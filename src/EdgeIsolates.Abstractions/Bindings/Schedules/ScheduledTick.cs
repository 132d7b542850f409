namespace EdgeIsolates;

/// <summary>One time at which a function's schedule is due. Immutable.</summary>
/// <param name="FunctionName">The function's name.</param>
/// <param name="Cron">The expression; with another time zone than UTC, that follows in brackets.</param>
/// <param name="ScheduledAt">The time, to the millisecond.</param>
public sealed record ScheduledTick(string FunctionName, string Cron, DateTimeOffset ScheduledAt);
