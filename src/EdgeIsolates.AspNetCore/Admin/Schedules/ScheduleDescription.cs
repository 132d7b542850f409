namespace EdgeIsolates.AspNetCore;

/// <summary>A schedule of a function, and when it is due next.</summary>
internal sealed record ScheduleDescription(string Cron, string TimeZone, CronMisfire Misfire, DateTimeOffset? Next);
