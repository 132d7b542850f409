namespace EdgeIsolates;

/// <summary>What has changed in a function store since a position.</summary>
/// <param name="Position">Where to go on reading: everything up to here is in this or an earlier answer.</param>
/// <param name="Records">The newest record of each function that has changed, in any order; also removed ones.</param>
public sealed record FunctionChanges(long Position, IReadOnlyList<FunctionRecord> Records);
