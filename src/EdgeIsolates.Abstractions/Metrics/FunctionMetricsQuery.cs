namespace EdgeIsolates;

/// <summary>What to read of the metrics. Immutable.</summary>
public sealed record FunctionMetricsQuery
{
    /// <summary>The most steps that one query may ask for: 10,000.</summary>
    public const int MostSteps = 10_000;

    /// <summary>The function.</summary>
    /// <value><see langword="null"/>, the default, for all of them.</value>
    public string? FunctionName { get; init; }

    /// <summary>The region that the requests ran in; empty for those of hosts that name none.</summary>
    /// <value><see langword="null"/>, the default, for all of them.</value>
    public string? Region { get; init; }

    /// <summary>The beginning; the minute that it lies in counts.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The end; the minute that it lies in counts, unless the end is that minute's beginning.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>The width of a step of <see cref="FunctionMetrics.Series"/>, for plots: whole minutes.</summary>
    /// <value><see langword="null"/>, the default, for none: the series are empty.</value>
    public TimeSpan? Step { get; init; }
}
