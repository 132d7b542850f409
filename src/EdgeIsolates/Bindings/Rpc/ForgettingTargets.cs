using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.Rpc;

/// <summary>The script side lets go of what it lent.</summary>
internal sealed class ForgettingTargets(TenantIsolate isolate, string numbers) : IsolateWork
{
    public override V8Status Run(in V8Scope scope)
    {
        isolate.BeginHousekeeping(in scope);
        V8Status status = scope.Call(scope.Internal("forgetTargets"), out _, scope.String(numbers));
        return status == V8Status.Exception ? V8Status.Ok : status;
    }
}
