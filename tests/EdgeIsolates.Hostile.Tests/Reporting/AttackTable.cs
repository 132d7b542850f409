using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace EdgeIsolates.Hostile.Tests.Reporting;

/// <summary>The table of outcomes: printed by the last test and kept as <c>artifacts/hostile-table.md</c>.</summary>
internal sealed class AttackTable
{
    private readonly ConcurrentQueue<AttackRow> _rows = new();

    public void Add(AttackRow row) => _rows.Enqueue(row);

    public string ToMarkdown()
    {
        StringBuilder text = new("| round | script | outcome | CPU ms | wall ms | resident Δ MB | lost MB | neighbour's slowest ms |\n|---|---|---|--:|--:|--:|--:|--:|\n");
        foreach (AttackRow row in _rows.OrderBy(row => row.Round, StringComparer.Ordinal).ThenBy(row => row.Script, StringComparer.Ordinal))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Round} | {row.Script} | {row.Outcome}{(row.AsExpected ? "" : " **wrong**")} | {row.CpuMs:0.0} | {row.WallMs:0} | {Megabytes(row.ResidentDelta):0.0} | {Megabytes(row.LostBytes):0.0} | {row.NeighbourSlowestMs:0} |\n");
        }

        return text.ToString();
    }

    public void Save()
    {
        string folder = typeof(AttackTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "HostilePathOfArtifacts").Value!;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "hostile-table.md"), ToMarkdown());
    }

    private static double Megabytes(long bytes) => bytes / 1024d / 1024d;
}
