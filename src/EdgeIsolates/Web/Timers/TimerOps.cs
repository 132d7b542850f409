using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Timers;

/// <summary>The host's side of <c>setTimeout</c> and kin; the script side gives out the ids and re-arms intervals.</summary>
internal static class TimerOps
{
    private const double LongestDelayMs = int.MaxValue;

    public static IReadOnlyList<Op> All { get; } = [new("op_timer_start", Start), new("op_timer_cancel", Cancel)];

    /// <summary><c>op_timer_start(timerId, delayMs, repeat)</c>. A request that has ended starts no timers: the answer is false.</summary>
    private static void Start(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Find(call.Scope.CurrentRequest) is not { } invocation)
        {
            call.Return(false);
            return;
        }

        if (invocation.Timers is { } timers && timers.Count >= isolate.Limits.TimersPerRequest)
        {
            throw new V8OpException(V8ErrorClass.RangeError, $"A request may have {isolate.Limits.TimersPerRequest} timers waiting.");
        }

        double delay = call.GetDouble(1);
        isolate.Timers.Start(
            invocation,
            call.GetInt32(0),
            TimeSpan.FromMilliseconds(double.IsNaN(delay) ? 0 : Math.Clamp(delay, 0, LongestDelayMs)));
    }

    /// <summary><c>op_timer_cancel(timerId)</c>.</summary>
    private static void Cancel(TenantIsolate isolate, in V8OpCall call) => isolate.Timers.Cancel(call.GetInt32(0));
}
