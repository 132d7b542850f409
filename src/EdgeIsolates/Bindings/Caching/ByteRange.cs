using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeIsolates.Bindings.Caching;

/// <summary>The part that a <c>Range</c> header asks for.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">The byte behind the last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ByteRange(int Start, int End)
{
    /// <summary>Whether there are such bytes.</summary>
    public bool IsSatisfiable => Start < End;

    /// <summary>Reads a header for one range of bytes (RFC 9110 §14.1.2).</summary>
    /// <returns><see langword="null"/> when it is something else, more than one range for instance: then the whole is given.</returns>
    public static ByteRange? Parse(string header, int length)
    {
        const string Unit = "bytes=";
        string text = header.Trim();
        if (!text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || text[Unit.Length..].Split('-') is not [var first, var last])
        {
            return null;
        }

        long? from = Number(first);
        long? to = Number(last);
        return (from, to) switch
        {
            (null, null) => null,
            (null, { } count) when first.Trim() is "" => new ByteRange(length - (int)Math.Min(count, length), length),
            ({ } start, null) when last.Trim() is "" => new ByteRange((int)Math.Min(start, length), length),
            ({ } start, { } end) when start <= end => new ByteRange((int)Math.Min(start, length), (int)Math.Min(end + 1, length)),
            _ => null,
        };
    }

    private static long? Number(string text) =>
        long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number < long.MaxValue ? number : null;
}
