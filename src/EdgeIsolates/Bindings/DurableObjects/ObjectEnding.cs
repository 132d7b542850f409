using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The last piece of work for an object: its isolate lets go of the instance.</summary>
internal sealed class ObjectEnding(LiveObject ended) : IsolateWork
{
    public override V8Status Run(in V8Scope scope)
    {
        ended.Isolate.BeginHousekeeping(in scope);
        V8Status status = scope.Call(scope.Internal("forgetObject"), out _, scope.Int32(ended.Number));
        ended.Finish();
        return status == V8Status.Exception ? V8Status.Ok : status;
    }

    public override void Drop() => ended.Finish();
}
