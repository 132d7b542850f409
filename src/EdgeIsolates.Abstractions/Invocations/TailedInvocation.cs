namespace EdgeIsolates;

/// <summary>A record as a listener gets it. Immutable.</summary>
/// <param name="Record">The record.</param>
/// <param name="Missed">How many records the listener lost since the one before, because it was slow.</param>
public sealed record TailedInvocation(InvocationRecord Record, long Missed);
