namespace EdgeIsolates;

/// <summary>What a function did in a span of time. Immutable.</summary>
public sealed record FunctionMetrics
{
    /// <summary>The function's name; <c>*</c> stands for all versions beyond <c>EdgeIsolatesOptions.Metrics.MaxVersions</c> together.</summary>
    public required string FunctionName { get; init; }

    /// <summary>All its versions together.</summary>
    public required InvocationFigures Total { get; init; }

    /// <summary>All its versions together, step by step, by time; steps without requests are left out. Empty when no steps were asked for.</summary>
    public IReadOnlyList<MetricsPoint> Series { get; init; } = [];

    /// <summary>Each version for itself, by name in ordinal order.</summary>
    public IReadOnlyList<VersionMetrics> Versions { get; init; } = [];

    /// <summary>Each region for itself, all versions together, by name in ordinal order.</summary>
    public IReadOnlyList<RegionMetrics> Regions { get; init; } = [];
}
