using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>Gives V8 a turn in its isolate when it asks for one: entering and the microtasks that follow are all it wants.</summary>
internal sealed class EnginePump(TenantIsolate isolate) : IsolateWork
{
    private int _isPosted;

    /// <summary>Any thread, also V8's helpers and threads inside the isolate.</summary>
    public void Post()
    {
        if (Interlocked.Exchange(ref _isPosted, 1) == 0)
        {
            isolate.Mailbox.PostElsewhere(this);
        }
    }

    public override V8Status Run(in V8Scope scope)
    {
        Volatile.Write(ref _isPosted, 0);
        isolate.BeginHousekeeping(in scope);
        return V8Status.Ok;
    }
}
