namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>A message that the host answers for an object, both UTF-8.</summary>
internal sealed record AutoResponse(byte[] Request, byte[] Response);
