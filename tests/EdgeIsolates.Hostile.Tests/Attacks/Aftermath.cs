using System.Diagnostics;
using EdgeIsolates.Hostile.Tests.Host;

namespace EdgeIsolates.Hostile.Tests.Attacks;

/// <summary>
/// Whether the host is what it was before: memory came back or is counted as lost, no thread is stuck, no isolate is left over. Giving back takes a moment
/// (isolates drain, blanks are refilled), so it looks again until all is well or the patience ends.
/// </summary>
internal sealed class Aftermath(HostUnderAttack host, HostProbe before)
{
    private const long NativeTolerance = 48L * 1024 * 1024;

    /// <summary>.NET's array pool keeps what a large deploy needed for a minute.</summary>
    private const long ManagedTolerance = 128L * 1024 * 1024;

    /// <summary>The thread pool of .NET adds and retires threads of its own.</summary>
    private const int ThreadTolerance = 8;

    private const double BusyShare = 0.8;
    private const int WatchMs = 50;

    /// <summary>An isolate may be under construction or in a deploy's check at the moment of looking.</summary>
    private const int IsolatesInTransit = 2;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(6);

    public long NativeAllowance { get; init; } = NativeTolerance;

    /// <returns>The last look, and what was still wrong then.</returns>
    public async Task<(HostProbe After, IReadOnlyList<string> Faults)> SettleAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            HostProbe after = await host.Client.ProbeAsync(WatchMs);
            List<string> faults = [.. Faults(after)];
            if (faults.Count == 0 || Stopwatch.GetElapsedTime(start) > Patience)
            {
                return (after, faults);
            }
        }
    }

    private IEnumerable<string> Faults(HostProbe after)
    {
        long managed = after.ManagedBytes - before.ManagedBytes;
        long native = after.ResidentBytes - before.ResidentBytes - Math.Max(0, managed);
        long lost = after.LostBytes - before.LostBytes;
        if (native > lost + NativeAllowance)
        {
            yield return $"{native >> 20} MB did not come back; {lost >> 20} MB are counted as lost";
        }

        if (managed > ManagedTolerance)
        {
            yield return $"{managed >> 20} MB of managed memory did not come back";
        }

        if (after.Threads > before.Threads + ThreadTolerance)
        {
            yield return $"{after.Threads} threads, {before.Threads} before";
        }

        if (after.BusiestThread > BusyShare)
        {
            yield return "a thread is stuck: it burns CPU with nothing to do";
        }

        if (after.EngineIsolates > after.TenantIsolates + after.ReadyBlanks + IsolatesInTransit)
        {
            yield return $"{after.EngineIsolates} isolates are alive: {after.TenantIsolates} of tenants, {after.ReadyBlanks} blank, the rest of nobody";
        }
    }
}
