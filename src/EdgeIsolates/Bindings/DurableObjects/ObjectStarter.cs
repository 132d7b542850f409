using EdgeIsolates.Isolates;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>Makes live instances: owner, isolate, storage, constructor.</summary>
internal sealed class ObjectStarter(
    IServiceProvider services,
    IDurableObjectOwners owners,
    IsolatePool pool,
    ObjectSockets sockets,
    EdgeIsolatesOptions options,
    IsolateEnvironment environment) : IDisposable
{
    private const int MostRents = 3;

    private readonly DurableObjectOptions _options = options.DurableObjects;
    private readonly SemaphoreSlim _initializing = new(1);
    private IDurableObjectStore? _store;

    /// <summary>An object has set its alarm, and the index has it; any thread.</summary>
    public event EventHandler? AlarmSet;

    /// <summary>Starts an object that does not live.</summary>
    public async Task<ObjectStart> StartAsync(ObjectIdentity identity)
    {
        try
        {
            DurableObjectOwner owner = await owners.FindAsync(identity.Address, CancellationToken.None);
            if (!owner.IsThisNode)
            {
                return new ObjectStart(null, Failed(identity.Function.Name, InvocationOutcome.InternalError, "Another node owns the Durable Object."));
            }

            IDurableObjectStore store = await StoreAsync();
            (TenantIsolate? isolate, FailedLease? failed) = await TakeIsolateAsync(identity.Function);
            return isolate is not null
                ? await BeginAsync(identity, isolate, store, owner.Epoch)
                : new ObjectStart(null, Failed(identity.Function.Name, failed!.Outcome, failed.Error));
        }
        catch (Exception failure) when (failure is StoreUnavailableException or ObjectDisposedException)
        {
            return new ObjectStart(null, Failed(identity.Function.Name, InvocationOutcome.InternalError, failure.Message));
        }
    }

    /// <summary>The store, ready to be used.</summary>
    /// <exception cref="StoreUnavailableException">It is not.</exception>
    public async Task<IDurableObjectStore> StoreAsync()
    {
        if (Volatile.Read(ref _store) is { } ready)
        {
            return ready;
        }

        await _initializing.WaitAsync();
        try
        {
            IDurableObjectStore store = services.GetService<IDurableObjectStore>()
                ?? throw new StoreUnavailableException("This host has no store for Durable Objects: call AddSqliteDurableObjects.");
            await store.InitializeAsync(CancellationToken.None);
            Volatile.Write(ref _store, store);
            return store;
        }
        finally
        {
            _initializing.Release();
        }
    }

    public void Dispose() => _initializing.Dispose();

    public InvocationResult Failed(string functionName, InvocationOutcome outcome, string message) => Failed(functionName, outcome, EdgeError.WithoutPlace("Error", message));

    /// <summary>The result of an event that met no object.</summary>
    public InvocationResult Failed(string functionName, InvocationOutcome outcome, EdgeError error) => new()
    {
        Outcome = outcome,
        Error = error,
        RequestId = UniqueIds.Next(),
        Region = environment.Region,
        FunctionName = functionName,
        FunctionVersion = "",
    };

    /// <summary>
    /// An isolate for one more object, which is its user from now on: the pool's choice, unless that is full. Then the pool is asked again while the full one is held, and starts another if it may;
    /// when all are full, the one with the fewest objects takes it.
    /// </summary>
    private async Task<(TenantIsolate? Isolate, FailedLease? Failed)> TakeIsolateAsync(EdgeFunction function)
    {
        List<IIsolateLease> held = [];
        try
        {
            TenantIsolate? best = null;
            do
            {
                IIsolateLease lease = await pool.RentForObjectsAsync(function);
                held.Add(lease);
                if (lease is not IsolateLease { Isolate: var isolate })
                {
                    return best is null ? (null, (FailedLease)lease) : (Hold(best), null);
                }

                best = best is null || isolate.Objects.Count < best.Objects.Count ? isolate : best;
            }
            while (best.Objects.Count >= _options.MaxObjectsPerIsolate && held.Count < MostRents);
            return (Hold(best), null);
        }
        finally
        {
            foreach (IIsolateLease lease in held)
            {
                await lease.DisposeAsync();
            }
        }

        static TenantIsolate Hold(TenantIsolate isolate)
        {
            isolate.Use.Add();
            return isolate;
        }
    }

    private async Task<ObjectStart> BeginAsync(ObjectIdentity identity, TenantIsolate isolate, IDurableObjectStore store, long epoch)
    {
        var live = new LiveObject(identity, isolate, store.Open(identity.Address, epoch), new NotedAlarms(store.Alarms, () => AlarmSet?.Invoke(this, EventArgs.Empty)), sockets.Of(identity), _options, environment.Logger);
        InvocationResult result = await live.BeginAsync(ObjectEvents.Birth(live));
        if (result.Outcome == InvocationOutcome.Ok)
        {
            live.Open();
            return new ObjectStart(live, null);
        }

        live.Break(result.Error ?? ObjectErrors.ShuttingDown);
        await live.Ended;
        live.Forgotten();
        return new ObjectStart(null, result);
    }
}
