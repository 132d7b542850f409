using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeIsolates.V8;

namespace EdgeIsolates.Hostile.Host;

/// <summary>
/// The state of this process, after everything that can be given back has been: resident memory, threads, isolates. <c>?busyMs=</c> also watches the threads for that
/// long and tells the share of one processor that the busiest took: a thread stuck in a script shows as 1.
/// </summary>
internal static class Probe
{
    public static async Task AnswerAsync(HttpContext context)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        _ = TrimMalloc(0);

        double busiest = int.TryParse(context.Request.Query["busyMs"], out int busyMs) ? await BusyThreads.BusiestShareAsync(busyMs) : 0;
        V8EngineStatistics engine = V8Engine.Statistics;
        IsolateHealth health = context.RequestServices.GetRequiredService<IIsolateHealthSource>().GetHealth();
        await context.Response.WriteAsJsonAsync(
            new ProbeAnswer(
                ProcessFiles.ResidentBytes(),
                GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes,
                ProcessFiles.ThreadIds().Length,
                busiest,
                engine.IsolatesLive,
                engine.IsolatesLost,
                engine.LostBytes,
                engine.ReclaimedBytes,
                engine.PageBytes,
                health.LiveIsolates,
                health.ReadyBlanks),
            JsonSerializerOptions.Web);
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimMalloc(nuint pad);
}
