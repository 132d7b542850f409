namespace EdgeIsolates.Bindings;

/// <summary>What a function may say about its schedules.</summary>
internal static class CronRules
{
    private const int MostCrons = 32;

    /// <summary>Tells the schedules of a function apart, also in the store.</summary>
    public static string KeyOf(CronTrigger trigger) => trigger.TimeZone == "UTC" ? trigger.Cron : $"{trigger.Cron} [{trigger.TimeZone}]";

    public static IEnumerable<string> Check(IReadOnlyList<CronTrigger> crons)
    {
        if (crons.Count > MostCrons)
        {
            yield return $"crons has {crons.Count} entries; it may have {MostCrons}.";
        }

        foreach (IGrouping<string, CronTrigger> same in crons.GroupBy(KeyOf, StringComparer.Ordinal).Where(static same => same.Skip(1).Any()))
        {
            yield return $"crons names \"{same.Key}\" twice.";
        }

        foreach (CronTrigger trigger in crons)
        {
            if (!CronSchedule.TryParse(trigger, out CronSchedule? schedule, out string? fault))
            {
                yield return fault;
            }
            else if (schedule.NextAfter(DateTimeOffset.UnixEpoch) is null)
            {
                yield return $"The cron expression \"{trigger.Cron}\" is never due.";
            }
        }
    }
}
