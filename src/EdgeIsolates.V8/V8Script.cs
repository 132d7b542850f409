namespace EdgeIsolates.V8;

/// <summary>One script of a snapshot: the body of a function with one parameter, <c>internals</c>.</summary>
/// <param name="Name">Its name in stacks. Begin it with <c>edge:</c> to keep its frames out of tenants' errors.</param>
/// <param name="Source">The source text.</param>
public sealed record V8Script(string Name, string Source);
