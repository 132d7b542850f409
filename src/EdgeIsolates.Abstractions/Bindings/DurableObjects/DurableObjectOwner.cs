namespace EdgeIsolates;

/// <summary>Who runs an object now.</summary>
/// <param name="IsThisNode">Whether it is this node.</param>
/// <param name="Epoch">Counts the object's owners. Every write carries it, and storage refuses those of an owner before the present one.</param>
public readonly record struct DurableObjectOwner(bool IsThisNode, long Epoch);
