namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>What the script side needs to make an instance.</summary>
internal sealed record ObjectBirth(string ClassName, string Id, string? Name);
