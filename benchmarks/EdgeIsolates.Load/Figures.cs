namespace EdgeIsolates.Load;

/// <summary>Figures of many samples.</summary>
internal sealed class Figures
{
    private readonly double[] _sorted;

    public Figures(IEnumerable<Sample> samples) => _sorted = [.. samples.Select(sample => sample.Milliseconds).Order()];

    private Figures(IEnumerable<double> milliseconds) => _sorted = [.. milliseconds.Order()];

    /// <summary>The figures of all their samples together.</summary>
    public static Figures Of(IEnumerable<Figures> parts) => new(parts.SelectMany(static part => part._sorted));

    public int Count => _sorted.Length;

    public double P(double quantile) => _sorted.Length == 0 ? 0 : _sorted[Math.Min(_sorted.Length - 1, (int)(_sorted.Length * quantile))];

    public double Max => _sorted.Length == 0 ? 0 : _sorted[^1];

    public override string ToString() => FormattableString.Invariant($"p50 {P(0.5):F2}  p90 {P(0.9):F2}  p99 {P(0.99):F2}  p99.9 {P(0.999):F2}  max {Max:F1} ms of {Count}");
}
