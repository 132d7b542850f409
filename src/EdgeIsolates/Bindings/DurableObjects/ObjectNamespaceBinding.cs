using EdgeIsolates.Isolates;
using EdgeIsolates.V8;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>A class's objects as a function finds them in <c>env</c>. Events name their object as "id" or "id name".</summary>
internal sealed class ObjectNamespaceBinding(string functionName, string className, Func<ObjectHost> host) : IBinding, IIsolateTarget
{
    private const int IdLength = 64;

    public string Name => $"{functionName}.{className}";

    /// <summary>The namespace.</summary>
    /// <exception cref="V8OpException">The function has no such class now.</exception>
    public string Namespace => host().NamespaceOf(functionName, className)
        ?? throw new V8OpException(V8ErrorClass.Error, $"The function {functionName} that gets requests now has no class {className} in its migrations.");

    public ValueTask<InvocationResult> SendAsync(EdgeRequest request, CancellationToken cancellationToken)
    {
        IsolateEvent told = request.Event ?? throw new V8OpException(V8ErrorClass.TypeError, $"{Name} is a namespace: get an object of it, and call that.");
        string objects = Namespace;
        string id = told.Target.Length < IdLength ? told.Target : told.Target[..IdLength];
        if (!ObjectIds.IsOf(objects, id))
        {
            throw new V8OpException(V8ErrorClass.TypeError, $"The id does not belong to {Name}.");
        }

        string? name = told.Target.Length > IdLength ? told.Target[(IdLength + 1)..] : null;
        return CallAsync(new DurableObjectAddress(objects, id), name, ObjectEvents.OfCall(className, request, told.Detail), cancellationToken);
    }

    public V8OpException FailureOf(InvocationResult result) => ObjectErrors.Of(result);

    public ValueTask<BindingValue> CallAsync(BindingCall call, CancellationToken cancellationToken) =>
        throw new BindingException("TypeError", $"{call.Context.Name} is a namespace of Durable Objects: get an object of it, and call that.");

    /// <summary>The caller pays for what the object did, but not for a call that was stopped: it lives to see the error.</summary>
    private async ValueTask<InvocationResult> CallAsync(DurableObjectAddress address, string? name, EdgeRequest request, CancellationToken cancellationToken)
    {
        InvocationResult result = await host().SendAsync(address, name, request, cancellationToken);
        bool wasStopped = result.Outcome is InvocationOutcome.ExceededCpu or InvocationOutcome.ExceededMemory or InvocationOutcome.ExceededWallTime;
        return wasStopped ? result with { CpuTime = TimeSpan.Zero } : result;
    }
}
