namespace EdgeIsolates;

/// <summary>A page of a listing.</summary>
/// <param name="Objects">The objects, in order.</param>
/// <param name="DelimitedPrefixes">What the keys that are not among the objects have in common, in order, each with the delimiter at its end.</param>
/// <param name="Cursor">For the next page; <see langword="null"/> when this is the last one.</param>
public sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> DelimitedPrefixes, string? Cursor);
