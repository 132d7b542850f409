namespace EdgeIsolates.SourceMaps;

// A map that was read: its segments in the order of the generated code, found by halving. What a source says on a line is cut out of the map's own JSON when it is asked for,
// because it is asked for rarely and would double the memory. Immutable; safe for use from any thread.
internal sealed class SourceMap(SourceSegment[] segments, IReadOnlyList<SourceFile> files, long bytes)
{
    private const int LongestSourceLine = 1_000;

    private LineText? _last;

    /// <summary>What it holds in memory, about, with the JSON that it was read from.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Finds where generated code comes from; both numbers count from 1.</summary>
    public bool TryFind(int line, int column, out SourcePlace place)
    {
        int index = Array.BinarySearch(segments, new SourceSegment(line - 1, column - 1, 0, 0, 0), SourceSegment.Order);
        index = index < 0 ? ~index - 1 : LastOfSame(index);
        if (index < 0 || segments[index].GeneratedLine != line - 1 || segments[index].Source < 0)
        {
            place = default;
            return false;
        }

        SourceSegment found = segments[index];
        place = new SourcePlace(files[found.Source], found.Line + 1, found.Column + 1);
        return true;
    }

    /// <summary>The text of a place's line; <see langword="null"/> when the map does not have it, or it is too long to be read by anyone.</summary>
    public string? LineAt(SourcePlace place)
    {
        // An error that occurs often occurs at the same place.
        if (Volatile.Read(ref _last) is { } last && ReferenceEquals(last.File, place.File) && last.Line == place.Line)
        {
            return last.Text;
        }

        string? text = JsonText.TryCutLine(place.File.Content.Span, place.Line, LongestSourceLine, out string? line) ? line : null;
        Volatile.Write(ref _last, new LineText(place.File, place.Line, text));
        return text;
    }

    private int LastOfSame(int index)
    {
        while (index + 1 < segments.Length && SourceSegment.Order.Compare(segments[index + 1], segments[index]) == 0)
        {
            index++;
        }

        return index;
    }

    private sealed record LineText(SourceFile File, int Line, string? Text);
}
