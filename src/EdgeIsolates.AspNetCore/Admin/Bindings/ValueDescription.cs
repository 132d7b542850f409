using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace EdgeIsolates.AspNetCore;

/// <summary>A key with its value: text, or base64 when it is no UTF-8. Of a long value the beginning; <paramref name="Bytes"/> is the length of all of it.</summary>
internal sealed record ValueDescription(
    string Key,
    string? Value,
    byte[]? ValueBase64,
    long Bytes,
    bool IsCutOff,
    DateTimeOffset? ExpiresAt,
    JsonElement? Metadata)
{
    private const int MostBytes = 256 * 1024;
    private const int MostBytesOfCharacter = 4;

    public static ValueDescription Of(KeyValueEntry entry)
    {
        ReadOnlySpan<byte> all = entry.Value.Span;
        bool isCutOff = all.Length > MostBytes;
        ReadOnlySpan<byte> shown = isCutOff ? all[..EndOfText(all[..MostBytes])] : all;
        bool isText = Utf8.IsValid(shown);
        return new ValueDescription(
            entry.Key,
            isText ? Encoding.UTF8.GetString(shown) : null,
            isText ? null : shown.ToArray(),
            all.Length,
            isCutOff,
            entry.ExpiresAt,
            KeyDescription.MetadataOf(entry.Metadata));
    }

    /// <summary>Where text ends that may have been cut within its last character; the whole length when it is none.</summary>
    private static int EndOfText(ReadOnlySpan<byte> bytes)
    {
        for (int cut = 0; cut < MostBytesOfCharacter; cut++)
        {
            if (Utf8.IsValid(bytes[..^cut]))
            {
                return bytes.Length - cut;
            }
        }

        return bytes.Length;
    }
}
