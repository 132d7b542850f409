using System.Buffers;
using System.Buffers.Text;

namespace EdgeIsolates.SourceMaps;

/// <summary>Finds the map of a module: a file of its own named <c>&lt;module&gt;.map</c>, or a <c>data:</c> URL at the module's end.</summary>
internal static class SourceMapText
{
    private const string Suffix = ".map";

    private static ReadOnlySpan<byte> Mark => "# sourceMappingURL="u8;

    private static ReadOnlySpan<byte> Base64Mark => ";base64,"u8;

    /// <summary>The map's JSON; empty when the module has none. <paramref name="isEncoded"/>: it still has to be decoded.</summary>
    public static ReadOnlyMemory<byte> Find(IReadOnlyList<EdgeModule> modules, EdgeModule module, out bool isEncoded)
    {
        isEncoded = false;
        foreach (EdgeModule other in modules)
        {
            if (other.Kind == EdgeModuleKind.SourceMap && IsMapOf(other.Name, module.Name))
            {
                return other.Content;
            }
        }

        isEncoded = true;
        return FindInline(module.Content);
    }

    /// <summary>Decodes what <see cref="Find"/> found in a <c>data:</c> URL; empty when it is damaged.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> base64)
    {
        byte[] json = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Base64.DecodeFromUtf8(base64, json, out _, out int written) == OperationStatus.Done ? json.AsMemory(0, written) : default;
    }

    private static bool IsMapOf(string name, string module) =>
        name.Length == module.Length + Suffix.Length && name.StartsWith(module, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> FindInline(ReadOnlyMemory<byte> source)
    {
        int mark = source.Span.LastIndexOf(Mark);
        if (mark < 2 || !source.Span[..mark].EndsWith("//"u8))
        {
            return default;
        }

        ReadOnlyMemory<byte> url = source[(mark + Mark.Length)..];
        int end = url.Span.IndexOfAny("\r\n \t"u8);
        url = end < 0 ? url : url[..end];
        int data = url.Span.IndexOf(Base64Mark);
        return data >= 0 && url.Span.StartsWith("data:application/json"u8) ? url[(data + Base64Mark.Length)..] : default;
    }
}
