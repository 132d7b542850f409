namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>What became of an object's start: it lives, or nobody got it to.</summary>
internal sealed record ObjectStart(LiveObject? Live, InvocationResult? Failure);
