namespace EdgeIsolates.V8;

/// <summary>One script of a snapshot: the body of a function with one parameter, <c>internals</c>.</summary>
/// <param name="Name">Its name in stacks. Begin it with <c>edge:</c> to keep its frames out of tenants' errors.</param>
/// <param name="Source">The source text.</param>
/// <param name="IsLazy">Whether functions that are not called while the snapshot is made are compiled by each isolate that calls them: for what few need.</param>
public sealed record V8Script(string Name, string Source, bool IsLazy = false);
