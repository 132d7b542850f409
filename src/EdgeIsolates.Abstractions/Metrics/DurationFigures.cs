namespace EdgeIsolates;

/// <summary>A distribution of durations. Immutable.</summary>
public sealed record DurationFigures
{
    /// <summary>No durations at all.</summary>
    public static DurationFigures None { get; } = new();

    /// <summary>How many there were.</summary>
    public long Count { get; init; }

    /// <summary>Their sum, in whole microseconds each.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>Their average; zero when there were none, as are the quantiles.</summary>
    public TimeSpan Average => Count == 0 ? TimeSpan.Zero : Total / Count;

    /// <summary>The median.</summary>
    public TimeSpan P50 { get; init; }

    /// <summary>Nine of ten took no longer.</summary>
    public TimeSpan P90 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public TimeSpan P99 { get; init; }

    /// <summary>999 of 1,000 took no longer.</summary>
    public TimeSpan P999 { get; init; }
}
