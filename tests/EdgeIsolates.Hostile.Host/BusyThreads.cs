using System.Diagnostics;

namespace EdgeIsolates.Hostile.Host;

internal static class BusyThreads
{
    private const double MillisecondsPerTick = 10;

    /// <summary>Watches all threads for a while.</summary>
    /// <returns>The CPU time of the busiest, as a share of the time it was watched.</returns>
    public static async Task<double> BusiestShareAsync(int milliseconds)
    {
        Dictionary<string, long> before = ProcessFiles.ThreadIds().ToDictionary(id => id, ProcessFiles.CpuTicks);
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);
        double watched = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        long most = before.Max(thread => Math.Max(0, ProcessFiles.CpuTicks(thread.Key) - thread.Value));
        return most * MillisecondsPerTick / watched;
    }
}
