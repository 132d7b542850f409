using System.Globalization;

namespace EdgeIsolates.Metrics;

/// <summary>The names of a histogram's counters: <c>latency.412</c> for a cell, <c>latency_us</c> for the sum.</summary>
internal sealed class DurationNames(string name)
{
    private readonly string?[] _cells = new string?[LatencyHistogram.Cells];

    public string Sum { get; } = name + "_us";

    private string Prefix { get; } = name + ".";

    public string Cell(int cell) => _cells[cell] ??= Prefix + cell.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a counter is a cell of this histogram; what a later release may have written is none.</summary>
    public bool TryGetCell(string counter, out int cell)
    {
        cell = 0;
        return counter.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(counter.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out cell)
            && cell < LatencyHistogram.Cells;
    }
}
