namespace EdgeIsolates.Metrics;

/// <summary>Durations being counted: their sum and their histogram. Its owner locks.</summary>
internal sealed class DurationMeter
{
    private readonly LatencyHistogram _histogram = new();
    private long _sum;

    public void Add(TimeSpan duration)
    {
        long microseconds = ToMicroseconds(duration);
        _sum += microseconds;
        _histogram.Add(microseconds);
    }

    public void WriteTo(Dictionary<string, long> sums, DurationNames names)
    {
        sums[names.Sum] = _sum;
        foreach ((int cell, long count) in _histogram.NonEmpty())
        {
            sums[names.Cell(cell)] = count;
        }
    }

    public static long ToMicroseconds(TimeSpan duration) => Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
}
