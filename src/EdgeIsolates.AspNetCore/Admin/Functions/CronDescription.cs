namespace EdgeIsolates.AspNetCore;

/// <summary>A schedule in a function's configuration.</summary>
internal sealed record CronDescription(string Cron, string TimeZone, CronMisfire Misfire)
{
    public static CronDescription Of(CronTrigger trigger) => new(trigger.Cron, trigger.TimeZone, trigger.Misfire);
}
