namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>One node owns all objects.</summary>
internal sealed class LocalObjectOwners : IDurableObjectOwners
{
    public ValueTask<DurableObjectOwner> FindAsync(DurableObjectAddress address, CancellationToken cancellationToken) => new(new DurableObjectOwner(IsThisNode: true, Epoch: 1));
}
