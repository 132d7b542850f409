using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

// https://html.spec.whatwg.org/multipage/webappapis.html#unhandled-promise-rejections: after each piece of work the script hears of promises rejected without
// a handler, and of those that got one since they were told. Each event is its request's own work: its CPU time, its log, its microtasks.
// A rejection whose event was cancelled (`preventDefault`) is not logged.
internal sealed partial class TenantIsolate
{
    private V8Status TellRejections(in V8Scope scope)
    {
        V8Status status = V8Status.Ok;
        while (status == V8Status.Ok && scope.TryTakeUnhandledRejection(out V8UnhandledRejection rejection))
        {
            status = OnUnhandledRejection(in scope, rejection);
        }

        while (status == V8Status.Ok && scope.TryTakeLateHandler(out int requestId, out V8Value promise, out V8Value reason))
        {
            if (Find(requestId) is { } invocation)
            {
                status = DispatchRejection(in scope, invocation, "rejectionhandled", promise, reason, out _);
            }
        }

        return status;
    }

    private V8Status OnUnhandledRejection(in V8Scope scope, V8UnhandledRejection rejection)
    {
        if (Find(rejection.RequestId) is not { } invocation)
        {
            return V8Status.Ok;
        }

        EdgeError error = rejection.Exception.ToEdgeError(this);
        invocation.UnhandledRejection ??= error;
        V8Status status = DispatchRejection(in scope, invocation, "unhandledrejection", rejection.Promise, rejection.Reason, out bool isCancelled);
        if (!isCancelled)
        {
            _log.Uncaught(invocation, error);
        }

        return status;
    }

    private V8Status DispatchRejection(in V8Scope scope, Invocation invocation, string type, V8Value promise, V8Value reason, out bool isCancelled)
    {
        scope.SwitchRequest(invocation.Id);
        V8Status status = scope.Call(scope.Get(Entry.Rejection), out V8Value cancelled, scope.String(type), promise, reason);
        isCancelled = status == V8Status.Ok && scope.GetBoolean(cancelled);
        return IsStopped(status) ? status : scope.RunMicrotasks();
    }
}
