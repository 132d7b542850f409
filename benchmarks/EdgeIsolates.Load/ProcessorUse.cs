using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeIsolates.Load;

/// <summary>The machine's processor time so far: what all processes used, what is ours (this process and the host), and what there was. In seconds.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessorUse(double Busy, double Ours, double All)
{
    private const double TicksPerSecond = 100;
    private const int Idle = 3;
    private const int WaitingForDisk = 4;
    private const int Kinds = 8;

    public static async Task<ProcessorUse> NowAsync(HostProcess host)
    {
        double ours = Environment.CpuUsage.TotalTime.TotalSeconds + (await host.StatsAsync()).CpuSeconds;
        string[] fields = (await File.ReadAllLinesAsync("/proc/stat"))[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] ticks = [.. fields.Skip(1).Take(Kinds).Select(static field => double.Parse(field, CultureInfo.InvariantCulture) / TicksPerSecond)];
        double all = ticks.Sum();
        return new ProcessorUse(all - ticks[Idle] - ticks[WaitingForDisk], ours, all);
    }

    /// <summary>The share of the processors that other processes used since then.</summary>
    public double OthersSince(ProcessorUse before) => Math.Max(0, (Busy - before.Busy - (Ours - before.Ours)) / (All - before.All));
}
