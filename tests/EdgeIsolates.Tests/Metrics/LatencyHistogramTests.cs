using EdgeIsolates.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeIsolates.Tests.Metrics;

public sealed class LatencyHistogramTests
{
    private const long Hour = 3_600_000_000;

    private static readonly Gen<long> Microseconds =
        from scale in Gen.Choose(0, 31)
        from fraction in Gen.Choose(0, int.MaxValue - 1)
        select Math.Min(Hour, (long)((1L << scale) * (1 + (fraction / (double)int.MaxValue))));

    [Fact]
    public void MiddleOf_CellOfAnyDuration_IsWithinTwoPercent() => Check(Microseconds, microseconds =>
    {
        long middle = LatencyHistogram.MiddleOf(LatencyHistogram.CellOf(microseconds));
        return Math.Abs(middle - microseconds) <= 0.02 * microseconds;
    });

    [Fact]
    public void Quantiles_AnySamples_AreWithinTwoPercentOfTheSortedOnes() => Check(Microseconds.NonEmptyListOf(), samples =>
    {
        var meter = new DurationMeter();
        foreach (long sample in samples)
        {
            meter.Add(TimeSpan.FromMicroseconds(sample));
        }

        var sums = new Dictionary<string, long>();
        meter.WriteTo(sums, CounterNames.Latency);
        var totals = new DurationTotals(CounterNames.Latency);
        DurationFigures figures = Read(totals, sums);
        long[] sorted = [.. samples.Order()];
        return figures.Count == samples.Count
            && figures.Total == TimeSpan.FromMicroseconds(samples.Sum())
            && IsNear(figures.P50, sorted, 0.5m)
            && IsNear(figures.P90, sorted, 0.9m)
            && IsNear(figures.P99, sorted, 0.99m)
            && IsNear(figures.P999, sorted, 0.999m);
    });

    [Fact]
    public void CellOf_LongerDuration_IsNeverALowerCell()
    {
        int last = -1;
        for (long value = 0; value < 1L << 34; value += Math.Max(1, value / 100))
        {
            int cell = LatencyHistogram.CellOf(value);
            Assert.InRange(cell, Math.Max(0, last), LatencyHistogram.Cells - 1);
            Assert.True(cell - last <= 2, "No cell is left out by more than a step of the loop.");
            last = cell;
        }

        Assert.Equal(LatencyHistogram.Cells - 1, last);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(63, 63)]
    [InlineData(long.MaxValue, LatencyHistogram.Cells - 1)]
    public void CellOf_Extremes_AreCounted(long microseconds, int cell) => Assert.Equal(cell, LatencyHistogram.CellOf(microseconds));

    [Fact]
    public void TotalsOfManyMinutes_AddUp()
    {
        var totals = new DurationTotals(CounterNames.Latency);
        for (int minute = 0; minute < 10; minute++)
        {
            var meter = new DurationMeter();
            meter.Add(TimeSpan.FromMilliseconds(minute + 1));
            var sums = new Dictionary<string, long> { ["cpu.3"] = 9, ["latency.x"] = 9, ["latency.99999"] = 9 };
            meter.WriteTo(sums, CounterNames.Latency);
            Read(totals, sums);
        }

        DurationFigures figures = totals.Build();

        Assert.Equal(10, figures.Count);
        Assert.Equal(5.5, figures.Average.TotalMilliseconds, 3);
        Assert.InRange(figures.P90.TotalMilliseconds, 8.82, 9.18);
    }

    private static DurationFigures Read(DurationTotals totals, Dictionary<string, long> sums)
    {
        foreach ((string name, long value) in sums)
        {
            totals.TryAdd(name, value);
        }

        return totals.Build();
    }

    private static bool IsNear(TimeSpan quantile, long[] sorted, decimal share)
    {
        double exact = sorted[(int)Math.Ceiling(sorted.Length * share) - 1];
        return Math.Abs(quantile.TotalMicroseconds - exact) <= 0.02 * exact;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> property) =>
        Prop.ForAll(cases.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
