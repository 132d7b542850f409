namespace EdgeIsolates.AspNetCore;

/// <summary>One step of a series: its beginning, and what happened in it.</summary>
internal sealed record PointDescription(DateTimeOffset Time, FiguresDescription Figures)
{
    public static IReadOnlyList<PointDescription> Of(IReadOnlyList<MetricsPoint> series) =>
        [.. series.Select(point => new PointDescription(point.Time, FiguresDescription.Of(point.Figures)))];
}
