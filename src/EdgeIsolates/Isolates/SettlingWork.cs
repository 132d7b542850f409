using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>Lets the holder of the mailbox see to an invocation whose result came from outside: its wall time is over or its caller gave up.</summary>
internal sealed class SettlingWork(Invocation invocation) : IsolateWork
{
    public override V8Status Run(in V8Scope scope)
    {
        invocation.Isolate.BeginHousekeeping(in scope);
        if (invocation.Id == 0)
        {
            invocation.Isolate.Abandon(invocation);
        }
        else if (!invocation.IsEnded)
        {
            invocation.Isolate.Touch(invocation);
        }

        return V8Status.Ok;
    }

    public override void Drop() => invocation.Isolate.Abandon(invocation);
}
