namespace EdgeIsolates.Metrics;

/// <summary>A histogram put together from the counters of many buckets.</summary>
internal sealed class DurationTotals(DurationNames names)
{
    private readonly SortedDictionary<int, long> _cells = [];
    private long _sum;

    /// <summary>The sum of all durations.</summary>
    public TimeSpan Total => TimeSpan.FromMicroseconds(_sum);

    /// <summary>Adds a counter; false when it is none of this histogram.</summary>
    public bool TryAdd(string counter, long value)
    {
        if (counter == names.Sum)
        {
            _sum += value;
            return true;
        }

        if (!names.TryGetCell(counter, out int cell))
        {
            return false;
        }

        _cells[cell] = _cells.GetValueOrDefault(cell) + value;
        return true;
    }

    public DurationFigures Build()
    {
        long count = _cells.Values.Sum();
        return count == 0 ? DurationFigures.None : new DurationFigures
        {
            Count = count,
            Total = Total,
            P50 = Quantile(count, 500),
            P90 = Quantile(count, 900),
            P99 = Quantile(count, 990),
            P999 = Quantile(count, 999),
        };
    }

    /// <summary>The least duration that so many of a thousand did not exceed.</summary>
    private TimeSpan Quantile(long count, long perMille)
    {
        long rank = ((count * perMille) + 999) / 1_000;
        long seen = 0;
        foreach ((int cell, long inCell) in _cells)
        {
            seen += inCell;
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(LatencyHistogram.MiddleOf(cell));
            }
        }

        return TimeSpan.Zero;
    }
}
