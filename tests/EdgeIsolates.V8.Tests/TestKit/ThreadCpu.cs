using System.Runtime.InteropServices;

namespace EdgeIsolates.V8.Tests.TestKit;

/// <summary>The CPU clock of the calling thread, by which tests know how much a script really burnt.</summary>
internal static class ThreadCpu
{
    private const int ThreadCpuClock = 3;

    public static TimeSpan Now
    {
        get
        {
            _ = clock_gettime(ThreadCpuClock, out var now);
            return TimeSpan.FromSeconds(now.Seconds) + TimeSpan.FromTicks(now.Nanoseconds / TimeSpan.NanosecondsPerTick);
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
