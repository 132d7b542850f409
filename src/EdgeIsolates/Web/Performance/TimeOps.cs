using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Performance;

/// <summary>The clock of <c>performance.now()</c>.</summary>
internal static class TimeOps
{
    private const double MillisecondsPerMicrosecond = 0.001;

    public static IReadOnlyList<Op> All { get; } = [new("op_time_now", Now)];

    /// <summary><c>op_time_now()</c>: milliseconds since the isolate got its tenant, in steps of 5 µs, as browsers give to isolated pages.</summary>
    private static void Now(TenantIsolate isolate, in V8OpCall call)
    {
        double microseconds = isolate.Time.GetElapsedTime(isolate.BornAt).TotalMicroseconds;
        call.Return(Math.Floor(microseconds / 5) * 5 * MillisecondsPerMicrosecond);
    }
}
