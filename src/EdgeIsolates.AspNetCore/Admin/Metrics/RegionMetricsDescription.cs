namespace EdgeIsolates.AspNetCore;

/// <summary>What a function did in one region; its name is empty for hosts that name none.</summary>
internal sealed record RegionMetricsDescription(string Region, FiguresDescription Total, IReadOnlyList<PointDescription> Series)
{
    public static RegionMetricsDescription Of(RegionMetrics metrics) =>
        new(metrics.Region, FiguresDescription.Of(metrics.Total), PointDescription.Of(metrics.Series));
}
