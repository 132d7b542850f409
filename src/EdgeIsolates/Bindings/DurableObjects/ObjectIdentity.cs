namespace EdgeIsolates.Bindings.DurableObjects;

/// <summary>Which object, of which class of which version.</summary>
/// <param name="Address">The object.</param>
/// <param name="Function">The version whose class runs it.</param>
/// <param name="ClassName">The class's name in that version.</param>
/// <param name="Name">The name that the id was made of, when the caller knows it.</param>
internal sealed record ObjectIdentity(DurableObjectAddress Address, EdgeFunction Function, string ClassName, string? Name);
