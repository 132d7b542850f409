using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>The caller of a request has gone.</summary>
internal sealed class CancelingWork(FetchInvocation invocation) : IsolateWork
{
    public override V8Status Run(in V8Scope scope)
    {
        if (invocation.Id == 0)
        {
            invocation.Isolate.Abandon(invocation);
            return V8Status.Ok;
        }

        return invocation.IsEnded ? V8Status.Ok : invocation.Cancel(in scope);
    }

    public override void Drop() => invocation.Isolate.Abandon(invocation);
}
