using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeIsolates.Bindings.KeyValue;

/// <summary>Lists on their way between scripts and the host.</summary>
internal static class KeyValueJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string[] ReadKeys(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(static key => key.GetString()!)];
    }

    /// <summary>Entries as <c>[key, value, metadata]</c>.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<KeyValueEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartArray();
            foreach (KeyValueEntry entry in entries)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(entry.Key);
                writer.WriteStringValue(Encoding.UTF8.GetString(entry.Value.Span));
                writer.WriteRawValue(entry.Metadata ?? "null");
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Names as Workers' <c>list()</c> gives them.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<KeyValueName> names, string? cursor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            foreach (KeyValueName name in names)
            {
                Write(writer, name);
            }

            writer.WriteEndArray();
            writer.WriteBoolean("list_complete", cursor is null);
            if (cursor is not null)
            {
                writer.WriteString("cursor", cursor);
            }

            writer.WriteNull("cacheStatus");
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, KeyValueName name)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name.Key);
        if (name.ExpiresAt is { } end)
        {
            writer.WriteNumber("expiration", end.ToUnixTimeSeconds());
        }

        if (name.Metadata is { } metadata)
        {
            writer.WritePropertyName("metadata");
            writer.WriteRawValue(metadata);
        }

        writer.WriteEndObject();
    }
}
