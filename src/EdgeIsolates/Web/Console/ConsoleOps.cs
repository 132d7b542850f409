using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Console;

/// <summary>Where <c>console</c> writes.</summary>
internal static class ConsoleOps
{
    public static IReadOnlyList<Op> All { get; } = [new("op_console_log", Log)];

    /// <summary><c>op_console_log(level, text)</c>; what a request logs after its end is dropped.</summary>
    private static void Log(TenantIsolate isolate, in V8OpCall call)
    {
        if (isolate.Find(call.Scope.CurrentRequest) is { } invocation)
        {
            isolate.Log.Write(invocation, (FunctionLogLevel)Math.Clamp(call.GetInt32(0), 0, 4), call.GetString(1));
        }
    }
}
