namespace EdgeIsolates.SourceMaps;

/// <summary>A source that a map names.</summary>
/// <param name="Name">Its name, seen from the root of the function's files.</param>
/// <param name="Content">Its text as the map holds it, a JSON string with its quotes; empty when the map does not hold it.</param>
internal sealed record SourceFile(string Name, ReadOnlyMemory<byte> Content);
