namespace EdgeIsolates.AspNetCore;

/// <summary>A distribution of durations, in milliseconds.</summary>
internal sealed record DurationDescription(long Count, double TotalMs, double AverageMs, double P50Ms, double P90Ms, double P99Ms, double P999Ms)
{
    public static DurationDescription Of(DurationFigures figures) => new(
        figures.Count,
        figures.Total.TotalMilliseconds,
        figures.Average.TotalMilliseconds,
        figures.P50.TotalMilliseconds,
        figures.P90.TotalMilliseconds,
        figures.P99.TotalMilliseconds,
        figures.P999.TotalMilliseconds);
}
