namespace EdgeIsolates;

/// <summary>How the host counts what functions do.</summary>
public sealed class MetricsOptions
{
    /// <summary>How often what was counted is written to the store. Until then it is in memory only: a process that is killed loses it, one that is stopped does not.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the store keeps what was counted. The one in memory puts minutes together: to tens of minutes after six hours, to hours after two days.</summary>
    /// <value>The default is 7 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Versions that are counted for themselves between two flushes, each minute, region and unknown name counting too. What is beyond goes to one entry named <c>*</c>. Each
    /// takes about 3 KB while it has requests.
    /// </summary>
    /// <value>The default is 10,000.</value>
    public int MaxVersions { get; set; } = 10_000;

    /// <summary>
    /// Entries (a version in a minute) that wait for a store that is away. Beyond it minutes are put together to longer spans, which loses no count; in the end the oldest are
    /// dropped, and the log says how many.
    /// </summary>
    /// <value>The default is 20,000; each takes about 4 KB.</value>
    public int MaxBacklog { get; set; } = 20_000;

    internal IEnumerable<string> Validate()
    {
        if (FlushInterval < TimeSpan.FromSeconds(1))
        {
            yield return $"FlushInterval is {FlushInterval}; the least is one second.";
        }

        if (Retention < TimeSpan.FromHours(1))
        {
            yield return $"Retention is {Retention}; the least is one hour.";
        }

        if (MaxVersions < 1)
        {
            yield return $"MaxVersions is {MaxVersions}; the least is 1.";
        }

        if (MaxBacklog < 1)
        {
            yield return $"MaxBacklog is {MaxBacklog}; the least is 1.";
        }
    }
}
