using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeIsolates.Nodes.Tests.TestKit;

/// <summary>What all processes of the machine have used of its processors so far, and what there was, in ticks.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Processors(long Busy, long All)
{
    private const int Idle = 3;
    private const int WaitingForDisk = 4;
    private const int Kinds = 8;

    public static Processors Now()
    {
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long[] ticks = [.. fields.Skip(1).Take(Kinds).Select(static field => long.Parse(field, CultureInfo.InvariantCulture))];
        return new Processors(ticks.Sum() - ticks[Idle] - ticks[WaitingForDisk], ticks.Sum());
    }

    /// <summary>The share that was used since then.</summary>
    public double BusySince(Processors before) => All == before.All ? 0 : (double)(Busy - before.Busy) / (All - before.All);
}
