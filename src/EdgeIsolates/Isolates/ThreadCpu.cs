using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeIsolates.Isolates;

/// <summary>The CPU clock of the thread that asks.</summary>
internal static unsafe partial class ThreadCpu
{
    private const int ThreadClock = 3;

    /// <summary>The CPU time that this thread has used since it began.</summary>
    public static TimeSpan Used
    {
        get
        {
            Timespec now;
            return GetTime(ThreadClock, &now) == 0
                ? TimeSpan.FromTicks((now.Seconds * TimeSpan.TicksPerSecond) + (now.Nanoseconds / TimeSpan.NanosecondsPerTick))
                : throw new Win32Exception();
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, Timespec* time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
