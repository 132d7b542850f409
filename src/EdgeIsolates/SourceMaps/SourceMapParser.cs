using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.SourceMaps;

// Reads source maps of version 3 (ECMA-426), index maps with sections too.
//
// Maps come from tenants: whatever they hold, reading ends soon and well. Sizes are bounded before anything is allocated for them, numbers are checked as they are added up,
// and a map with any fault is not used at all, with one sentence that says why. Names (the last field of a segment) are not kept: they name the identifier that stands
// at a place, not the function around it. Which function that is, is known to who has the scopes; by the place of a call the name would be that of the variable that was called, which
// need not be the function's. A wrong name is worse than a short one; `--keep-names` gives right ones.
internal sealed class SourceMapParser
{
    public const int MostJsonBytes = 16 * 1024 * 1024;
    public const int MostSegments = 1_000_000;
    public const int MostSources = 10_000;
    public const long MostBytes = 32L * 1024 * 1024;
    private const int LongestRoot = 1_000;
    private const int DeepestSections = 4;
    private const int SupportedVersion = 3;
    private const int SegmentBytes = 5 * sizeof(int);
    private const int SourceBytes = 128;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly string _module;
    private readonly List<SourceSegment> _segments = [];
    private readonly List<SourceFile> _files = [];
    private long _fileBytes;
    private string? _fault;

    private SourceMapParser(ReadOnlyMemory<byte> json, string module)
    {
        _json = json;
        _module = module;
    }

    /// <summary>Reads a map, or tells in one sentence why it cannot be used. The map keeps the memory.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, string module, [NotNullWhen(true)] out SourceMap? map, [NotNullWhen(false)] out string? fault)
    {
        map = null;
        if (json.Length > MostJsonBytes)
        {
            fault = $"it has {json.Length} bytes; the most is {MostJsonBytes}";
            return false;
        }

        var parser = new SourceMapParser(WithoutGuard(json), module);
        map = parser.Parse();
        fault = parser._fault;
        return map is not null;
    }

    /// <summary>Without the line that keeps a map from being run as a script.</summary>
    private static ReadOnlyMemory<byte> WithoutGuard(ReadOnlyMemory<byte> json)
    {
        if (!json.Span.StartsWith(")]}"u8))
        {
            return json;
        }

        int end = json.Span.IndexOf((byte)'\n');
        return end < 0 ? default : json[end..];
    }

    private SourceMap? Parse()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(_json);
            if (!ReadMap(document.RootElement, 0, 0, 0))
            {
                return null;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            _fault = $"it is not the JSON of a source map ({exception.Message.ReplaceLineEndings(" ")})";
            return null;
        }

        SourceSegment[] segments = [.. _segments];
        if (!IsSorted(segments))
        {
            Array.Sort(segments, SourceSegment.Order);
        }

        long bytes = _json.Length + ((long)segments.Length * SegmentBytes) + _fileBytes;
        return bytes <= MostBytes || Refuse($"it takes {bytes} bytes of memory; the most is {MostBytes}") ? new SourceMap(segments, _files, bytes) : null;
    }

    private static bool IsSorted(SourceSegment[] segments)
    {
        for (int i = 1; i < segments.Length; i++)
        {
            if (SourceSegment.Order.Compare(segments[i], segments[i - 1]) < 0)
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadMap(JsonElement map, int lineOffset, int columnOffset, int depth)
    {
        if (map.ValueKind != JsonValueKind.Object)
        {
            return Refuse("a map is not an object");
        }

        if (!map.TryGetProperty("version", out JsonElement version) || version.ValueKind != JsonValueKind.Number || version.GetDouble() != SupportedVersion)
        {
            return Refuse($"its version is not {SupportedVersion}");
        }

        if (map.TryGetProperty("sections", out JsonElement sections))
        {
            return ReadSections(sections, lineOffset, columnOffset, depth);
        }

        int firstSource = _files.Count;
        return ReadSources(map) && ReadMappings(map, firstSource, lineOffset, columnOffset);
    }

    private bool ReadSections(JsonElement sections, int lineOffset, int columnOffset, int depth)
    {
        if (depth == DeepestSections)
        {
            return Refuse($"its sections nest deeper than {DeepestSections}");
        }

        foreach (JsonElement section in sections.EnumerateArray())
        {
            JsonElement offset = section.GetProperty("offset");
            if (!offset.GetProperty("line").TryGetInt32(out int line)
                || !offset.GetProperty("column").TryGetInt32(out int column)
                || line < 0
                || column < 0
                || (long)line + lineOffset > int.MaxValue
                || (long)column + columnOffset > int.MaxValue)
            {
                return Refuse("a section's offset is no position");
            }

            // The offset's column counts on the offset's own line only.
            if (!ReadMap(section.GetProperty("map"), lineOffset + line, line == 0 ? columnOffset + column : column, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private bool ReadSources(JsonElement map)
    {
        if (!map.TryGetProperty("sources", out JsonElement sources))
        {
            return Refuse("it names no sources");
        }

        if (sources.GetArrayLength() > MostSources - _files.Count)
        {
            return Refuse($"it names more than {MostSources} sources");
        }

        string root = map.TryGetProperty("sourceRoot", out JsonElement prefix) ? prefix.GetString() ?? "" : "";
        if (root.Length > LongestRoot)
        {
            return Refuse($"its source root is longer than {LongestRoot} characters");
        }

        JsonElement[] contents = map.TryGetProperty("sourcesContent", out JsonElement given) && given.ValueKind == JsonValueKind.Array ? [.. given.EnumerateArray()] : [];
        int index = 0;
        foreach (JsonElement source in sources.EnumerateArray())
        {
            var file = new SourceFile(SourceName.Resolve(_module, root, source.GetString()), index < contents.Length ? Locate(contents[index]) : default);
            _files.Add(file);
            _fileBytes += SourceBytes + (sizeof(char) * (long)file.Name.Length);
            index++;
        }

        return true;
    }

    /// <summary>The place of a string in the JSON; empty when it is none.</summary>
    private ReadOnlyMemory<byte> Locate(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return default;
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        return _json.Span.Overlaps(raw, out int offset) ? _json.Slice(offset, raw.Length) : default;
    }

    private bool ReadMappings(JsonElement map, int firstSource, int lineOffset, int columnOffset)
    {
        if (!map.TryGetProperty("mappings", out JsonElement mappings) || mappings.ValueKind != JsonValueKind.String)
        {
            return Refuse("it has no mappings");
        }

        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(mappings)[1..^1];
        return ReadSegments(raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(mappings.GetString()!) : raw, firstSource, lineOffset, columnOffset);
    }

    private bool ReadSegments(ReadOnlySpan<byte> mappings, int firstSource, int lineOffset, int columnOffset)
    {
        var reader = new VlqReader(mappings);
        int line = lineOffset;
        int column = 0;
        (int source, int sourceLine, int sourceColumn, int name) = (0, 0, 0, 0);
        while (!reader.IsAtEnd)
        {
            if (reader.TryTake((byte)';'))
            {
                column = 0;
                if (line++ == int.MaxValue)
                {
                    return Refuse("it has too many lines");
                }

                continue;
            }

            if (reader.TryTake((byte)','))
            {
                continue;
            }

            bool isSound = reader.TryAdd(ref column);
            bool hasSource = reader.IsAtNumber;
            isSound = isSound && (!hasSource || (reader.TryAdd(ref source) && reader.TryAdd(ref sourceLine) && reader.TryAdd(ref sourceColumn)));
            isSound = isSound && (!reader.IsAtNumber || reader.TryAdd(ref name)) && !reader.IsAtNumber;
            long generatedColumn = column + (line == lineOffset ? (long)columnOffset : 0);
            if (!isSound || generatedColumn > int.MaxValue || (hasSource && source >= _files.Count - firstSource))
            {
                return Refuse("a mapping is damaged");
            }

            if (_segments.Count == MostSegments)
            {
                return Refuse($"it has more than {MostSegments} mappings");
            }

            _segments.Add(new SourceSegment(line, (int)generatedColumn, hasSource ? firstSource + source : -1, sourceLine, sourceColumn));
        }

        return true;
    }

    private bool Refuse(string fault)
    {
        _fault ??= fault;
        return false;
    }
}
