using System.Text;
using System.Text.Json;
using EdgeIsolates.SourceMaps;

namespace EdgeIsolates.Tests.SourceMaps;

/// <summary>Writes maps for tests: the other direction of what the parser does, said plainly.</summary>
internal static class SourceMapWriter
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public static string Vlq(int number)
    {
        var text = new StringBuilder();
        ulong bits = number < 0 ? ((ulong)-(long)number << 1) | 1 : (ulong)number << 1;
        do
        {
            int digit = (int)(bits & 31);
            bits >>= 5;
            text.Append(Digits[bits == 0 ? digit : digit | 32]);
        }
        while (bits != 0);
        return text.ToString();
    }

    /// <summary>The mappings of segments in the order of the generated code.</summary>
    public static string Mappings(IEnumerable<SourceSegment> segments)
    {
        var text = new StringBuilder();
        var last = new SourceSegment(0, 0, 0, 0, 0);
        bool isFirst = true;
        foreach (SourceSegment segment in segments)
        {
            int lines = segment.GeneratedLine - last.GeneratedLine;
            text.Append(';', lines).Append(lines == 0 && !isFirst ? "," : "").Append(Vlq(segment.GeneratedColumn - (lines == 0 ? last.GeneratedColumn : 0)));
            if (segment.Source >= 0)
            {
                text.Append(Vlq(segment.Source - last.Source)).Append(Vlq(segment.Line - last.Line)).Append(Vlq(segment.Column - last.Column));
            }

            last = segment.Source >= 0 ? segment : last with { GeneratedLine = segment.GeneratedLine, GeneratedColumn = segment.GeneratedColumn };
            isFirst = false;
        }

        return text.ToString();
    }

    public static byte[] Map(string mappings, string[] sources, string?[]? contents = null, string? root = null) => JsonSerializer.SerializeToUtf8Bytes(
        new { version = 3, sourceRoot = root, names = Array.Empty<string>(), mappings, sources, sourcesContent = contents });
}
