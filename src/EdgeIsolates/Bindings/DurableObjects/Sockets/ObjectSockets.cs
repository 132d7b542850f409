using System.Collections.Concurrent;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>The sockets that the host keeps for objects, whether those are in memory or not. Any thread.</summary>
internal sealed class ObjectSockets(IServiceProvider services, IsolateEnvironment environment)
{
    private readonly ConcurrentDictionary<DurableObjectAddress, ObjectSocketSet> _sets = new();

    public TimeProvider Time => environment.Time;

    /// <summary>How many sockets there are. A look, not a promise.</summary>
    public int Count => _sets.Values.Sum(static set => set.Count);

    /// <summary>Those of an object, for as long as one instance of it lives.</summary>
    public ObjectSocketSet Of(ObjectIdentity identity)
    {
        ObjectSocketSet set = _sets.GetOrAdd(identity.Address, static (address, all) => new ObjectSocketSet(all, address), this);
        // An alarm, which wakes an object too, knows no name.
        set.Identity = identity with { Name = identity.Name ?? set.Identity?.Name };
        return set;
    }

    /// <summary>The instance is gone: forgets an object that has no sockets.</summary>
    public void Trim(DurableObjectAddress address)
    {
        if (_sets.TryGetValue(address, out ObjectSocketSet? set) && set.Count == 0)
        {
            _sets.TryRemove(address, out _);
        }
    }

    /// <summary>Has an event of a socket handled by its object, which is made anew when it is not in memory.</summary>
    public ValueTask<InvocationResult> SendAsync(ObjectIdentity identity, EdgeRequest request, CancellationToken cancellationToken) =>
        services.GetRequiredService<ObjectHost>().SendAsync(identity.Address, identity.Name, request, cancellationToken);

    public void NoteFailure(ObjectIdentity identity, InvocationResult result) =>
        environment.Logger.ObjectSocketFailed(identity.ClassName, identity.Address.Id, result.Outcome, result.Error?.Message);
}
