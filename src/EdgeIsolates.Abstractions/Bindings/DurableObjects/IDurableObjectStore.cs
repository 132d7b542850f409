namespace EdgeIsolates;

/// <summary>Keeps the state of Durable Objects. Safe for use from any thread.</summary>
public interface IDurableObjectStore
{
    /// <summary>The alarms of this node's objects.</summary>
    IDurableObjectAlarms Alarms { get; }

    /// <summary>Gets the store ready. Called before anything else, and again to no effect.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be used.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Makes the storage of one object; it is opened, or made, by the first use of it.</summary>
    /// <param name="address">The object. At most one storage of it is open at a time.</param>
    /// <param name="epoch">The owner's epoch (<see cref="DurableObjectOwner.Epoch"/>), which its writes carry.</param>
    /// <returns>The storage, to be disposed by the caller.</returns>
    IDurableObjectStorage Open(DurableObjectAddress address, long epoch);

    /// <summary>Deletes all objects of a namespace and their alarms, as far as none is open.</summary>
    /// <param name="objectNamespace">The namespace.</param>
    /// <param name="cancellationToken">Gives up; the rest stays.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task DeleteNamespaceAsync(string objectNamespace, CancellationToken cancellationToken);
}
