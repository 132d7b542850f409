namespace EdgeIsolates;

/// <summary>Says which node runs an object, so that each has one live instance at most. Safe for use from any thread.</summary>
public interface IDurableObjectOwners
{
    /// <summary>Finds an object's owner; one that has none gets one.</summary>
    /// <param name="address">The object.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The owner, until the next call says otherwise.</returns>
    ValueTask<DurableObjectOwner> FindAsync(DurableObjectAddress address, CancellationToken cancellationToken);
}
