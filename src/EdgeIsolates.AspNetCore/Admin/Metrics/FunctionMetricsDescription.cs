namespace EdgeIsolates.AspNetCore;

/// <summary>What a function did in a span of time. Steps without requests are left out of the series; without a step they are empty.</summary>
internal sealed record FunctionMetricsDescription(
    string Name,
    DateTimeOffset From,
    DateTimeOffset To,
    FiguresDescription Total,
    IReadOnlyList<PointDescription> Series,
    IReadOnlyList<VersionMetricsDescription> Versions,
    IReadOnlyList<RegionMetricsDescription> Regions)
{
    public static FunctionMetricsDescription Of(FunctionMetrics metrics, FunctionMetricsQuery query) => new(
        metrics.FunctionName,
        query.From,
        query.To,
        FiguresDescription.Of(metrics.Total),
        PointDescription.Of(metrics.Series),
        [.. metrics.Versions.Select(VersionMetricsDescription.Of)],
        [.. metrics.Regions.Select(RegionMetricsDescription.Of)]);
}
