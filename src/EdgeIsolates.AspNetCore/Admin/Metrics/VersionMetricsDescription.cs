namespace EdgeIsolates.AspNetCore;

/// <summary>What one version did; its name is empty for requests that met none.</summary>
internal sealed record VersionMetricsDescription(string Version, FiguresDescription Total, IReadOnlyList<PointDescription> Series)
{
    public static VersionMetricsDescription Of(VersionMetrics metrics) =>
        new(metrics.Version, FiguresDescription.Of(metrics.Total), PointDescription.Of(metrics.Series));
}
