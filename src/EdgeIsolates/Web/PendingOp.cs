using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web;

// An operation that ends later. The script holds a promise; the isolate counts the operation for its request, so that "nothing is under way" is not said
// too early; the end comes through the mailbox on whatever thread brings it. A request that has ended meanwhile hears nothing of it, and an
// isolate that is gone drops it.
internal sealed class PendingOp<T> : IsolateWork
{
    private readonly Invocation _invocation;
    private readonly V8Promise _promise;
    private readonly Task<T> _task;
    private readonly ToValue _toValue;

    private readonly Action? _failed;
    private readonly Action<T>? _dropped;

    private PendingOp(Invocation invocation, V8Promise promise, Task<T> task, ToValue toValue, Action? failed, Action<T>? dropped)
    {
        _failed = failed;
        _dropped = dropped;
        _invocation = invocation;
        _promise = promise;
        _task = task;
        _toValue = toValue;
    }

    /// <summary>Makes the result a value of the script; inside the isolate.</summary>
    public delegate V8Value ToValue(in V8Scope scope, T result);

    /// <summary>
    /// Answers an operation with a promise for the task. <paramref name="failed"/> is told when the script is told of a failure, <paramref name="dropped"/> of a result that comes too late for it.
    /// </summary>
    public static void Return(TenantIsolate isolate, in V8OpCall call, Task<T> task, ToValue toValue, Action? failed = null, Action<T>? dropped = null)
    {
        V8Scope scope = call.Scope;
        V8Promise promise = call.ReturnPromise();
        if (isolate.Find(scope.CurrentRequest) is not { } invocation)
        {
            scope.Forget(promise);
            return;
        }

        var pending = new PendingOp<T>(invocation, promise, task, toValue, failed, dropped);
        if (task.IsCompleted)
        {
            pending.Settle(in scope);
            return;
        }

        isolate.CountOp(invocation, 1);
        task.GetAwaiter().UnsafeOnCompleted(() => isolate.Mailbox.Post(pending));
    }

    public override V8Status Run(in V8Scope scope)
    {
        if (_invocation.IsEnded)
        {
            scope.Forget(_promise);
            Drop();
            return V8Status.Ok;
        }

        _invocation.Isolate.CountOp(_invocation, -1);
        _invocation.Isolate.Touch(_invocation);
        scope.SwitchRequest(_invocation.Id);
        Settle(in scope);
        return V8Status.Ok;
    }

    public override void Drop()
    {
        if (_dropped is not null && _task.IsCompletedSuccessfully)
        {
            _dropped(_task.Result);
        }
    }

    private void Settle(in V8Scope scope)
    {
        if (_task.IsCompletedSuccessfully)
        {
            Resolve(in scope);
            return;
        }

        _failed?.Invoke();
        Exception? failure = _task.Exception?.InnerException;
        if (failure is V8OpException forScript)
        {
            scope.Reject(_promise, forScript);
            return;
        }

        if (failure is not null)
        {
            _invocation.Isolate.Log.HostFault(failure);
        }

        scope.Reject(_promise, V8ErrorClass.Error, failure is null ? "The operation was canceled." : "The host failed to carry out the operation.");
    }

    private void Resolve(in V8Scope scope)
    {
        try
        {
            scope.Resolve(_promise, _toValue(in scope, _task.Result));
        }
        catch (V8OpException failure)
        {
            scope.Reject(_promise, failure);
        }
    }
}
