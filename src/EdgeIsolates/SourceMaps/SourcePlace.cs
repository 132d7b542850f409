namespace EdgeIsolates.SourceMaps;

/// <summary>A place in a source. Line and column count from 1.</summary>
internal readonly record struct SourcePlace(SourceFile File, int Line, int Column);
