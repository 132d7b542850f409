using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeIsolates.SourceMaps;

/// <summary>Text that lies in JSON, read without unfolding the whole of it.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> LineFeed => "\\n"u8;

    /// <summary>Cuts a line, counted from 1, out of a JSON string with its quotes.</summary>
    public static bool TryCutLine(ReadOnlySpan<byte> quoted, int line, int longest, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (quoted.Length < 2)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = quoted[1..^1];
        for (int i = 1; i < line; i++)
        {
            int end = EndOfLine(rest);
            if (end == rest.Length)
            {
                return false;
            }

            rest = rest[(end + LineFeed.Length)..];
        }

        ReadOnlySpan<byte> cut = rest[..EndOfLine(rest)];
        if (cut.Length > longest)
        {
            return false;
        }

        text = Unfold(cut);
        return text is not null;
    }

    /// <summary>Where the first escaped line feed stands; the length when there is none.</summary>
    private static int EndOfLine(ReadOnlySpan<byte> escaped)
    {
        int position = 0;
        while (position < escaped.Length)
        {
            int backslash = escaped[position..].IndexOf((byte)'\\');
            if (backslash < 0)
            {
                break;
            }

            position += backslash;
            if (escaped[position..].StartsWith(LineFeed))
            {
                return position;
            }

            position += LineFeed.Length;
        }

        return escaped.Length;
    }

    private static string? Unfold(ReadOnlySpan<byte> escaped)
    {
        byte[] quoted = [(byte)'"', .. escaped, (byte)'"'];
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            return reader.GetString()?.TrimEnd('\r');
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
