namespace EdgeIsolates.Bindings;

/// <summary>A schedule that this node keeps. Changed by its keeper alone.</summary>
internal sealed class KeptSchedule(string functionName, CronTrigger trigger, CronSchedule schedule)
{
    public string FunctionName { get; } = functionName;

    public CronTrigger Trigger { get; } = trigger;

    public CronSchedule Schedule { get; } = schedule;

    /// <summary>Up to when its ticks have been seen to; <see langword="null"/> as long as the store has not told.</summary>
    public DateTimeOffset? SeenTo { get; set; }

    /// <summary>Before this its ticks are nobody's business: the function was changed then, or switched on.</summary>
    public required DateTimeOffset From { get; init; }

    public string Key => CronRules.KeyOf(Trigger);
}
