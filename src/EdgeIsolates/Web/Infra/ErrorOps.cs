using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Infra;

/// <summary>Errors that no script caught.</summary>
internal static class ErrorOps
{
    public static IReadOnlyList<Op> All { get; } = [new("op_error_report", Report)];

    /// <summary><c>op_error_report(error)</c>: thrown by a timer, a microtask or a listener, or handed to <c>reportError</c>.</summary>
    private static void Report(TenantIsolate isolate, in V8OpCall call)
    {
        V8Scope scope = call.Scope;
        if (isolate.Find(scope.CurrentRequest) is { } invocation)
        {
            isolate.Log.Uncaught(invocation, scope.Describe(call.GetValue(0)).ToEdgeError(isolate));
        }
    }
}
