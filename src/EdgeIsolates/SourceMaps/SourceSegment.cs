using System.Runtime.InteropServices;

namespace EdgeIsolates.SourceMaps;

/// <summary>Where a piece of generated code comes from. All numbers count from 0.</summary>
/// <param name="GeneratedLine">The line of the generated code.</param>
/// <param name="GeneratedColumn">The column at which the piece begins.</param>
/// <param name="Source">The source's index in its map; -1 when the piece comes from none.</param>
/// <param name="Line">The line in the source.</param>
/// <param name="Column">The column in the source.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SourceSegment(int GeneratedLine, int GeneratedColumn, int Source, int Line, int Column)
{
    /// <summary>The order of the generated code.</summary>
    public static readonly Comparer<SourceSegment> Order = Comparer<SourceSegment>.Create(static (left, right) => left.GeneratedLine != right.GeneratedLine
        ? left.GeneratedLine.CompareTo(right.GeneratedLine)
        : left.GeneratedColumn.CompareTo(right.GeneratedColumn));
}
