using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>One piece of work for an isolate; see <see cref="IsolateMailbox"/>.</summary>
internal abstract class IsolateWork
{
    /// <summary>Runs inside the isolate. Exceptions of scripts are handled in here; what is returned tells whether the isolate was stopped.</summary>
    public abstract V8Status Run(in V8Scope scope);

    /// <summary>Takes note that the work will never run, because its isolate is gone.</summary>
    public virtual void Drop()
    {
    }
}
