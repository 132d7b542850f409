using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Bindings.Objects;

/// <summary>Options and answers as JSON; the other side is <c>Web/Objects</c>. Scripts reach this by our own code only, which has checked what it sends.</summary>
internal static class ObjectCalls
{
    public static JsonElement Read(BindingValue json)
    {
        using JsonDocument document = JsonDocument.Parse(json.AsString());
        return document.RootElement.Clone();
    }

    public static string[] KeysOf(JsonElement keys) => [.. keys.EnumerateArray().Select(static key => key.GetString()!)];

    public static IEnumerable<ObjectPart> PartsOf(JsonElement parts) =>
        parts.EnumerateArray().Select(static part => part[0].TryGetInt32(out int number) ? new ObjectPart(number, part[1].GetString()!) : throw ObjectException.InvalidPart());

    public static ObjectConditions? ConditionsOf(JsonElement options) => Find(options, "onlyIf") is not { } given ? null : new ObjectConditions
    {
        EtagMatches = Find(given, "etagMatches") is { } match ? KeysOf(match) : null,
        EtagDoesNotMatch = Find(given, "etagDoesNotMatch") is { } none ? KeysOf(none) : null,
        UploadedBefore = TimeOf(given, "uploadedBefore"),
        UploadedAfter = TimeOf(given, "uploadedAfter"),
        SecondsGranularity = given.GetProperty("secondsGranularity").GetBoolean(),
    };

    public static ObjectRange? RangeOf(JsonElement options, out bool isLenient)
    {
        isLenient = false;
        if (Find(options, "range") is not { } given)
        {
            return null;
        }

        isLenient = given.GetProperty("lenient").GetBoolean();
        return new ObjectRange(NumberOf(given, "offset"), NumberOf(given, "length"), NumberOf(given, "suffix"));
    }

    public static ObjectChecksum? ChecksumOf(JsonElement options) => Find(options, "checksum") is { } given
        ? ObjectChecksum.Find(given.GetProperty("name").GetString()!, given.GetProperty("hex").GetString()!)
        : null;

    /// <exception cref="ObjectException">The custom metadata is too large.</exception>
    public static ObjectMetadata MetadataOf(JsonElement options)
    {
        JsonElement http = Find(options, "http") ?? default;
        return new ObjectMetadata
        {
            ContentType = TextOf(http, "contentType"),
            ContentLanguage = TextOf(http, "contentLanguage"),
            ContentDisposition = TextOf(http, "contentDisposition"),
            ContentEncoding = TextOf(http, "contentEncoding"),
            CacheControl = TextOf(http, "cacheControl"),
            CacheExpiry = TimeOf(http, "cacheExpiry"),
            Custom = Find(options, "custom") is { } custom ? CustomOf(KeysOf(custom)) : ObjectMetadata.None.Custom,
        };
    }

    public static ObjectListing ListingOf(JsonElement options) => new()
    {
        Limit = (int)Math.Clamp(NumberOf(options, "limit") ?? BucketLimits.MaxKeys, 0, BucketLimits.MaxKeys + 1),
        Prefix = TextOf(options, "prefix") ?? "",
        Cursor = TextOf(options, "cursor"),
        Delimiter = TextOf(options, "delimiter"),
        StartAfter = TextOf(options, "startAfter"),
        IncludesMetadata = Includes(options, "http") || Includes(options, "custom"),
    };

    public static BindingValue Write(StoredObject? stored) =>
        stored is null ? BindingValue.Null : Written(writer => Write(writer, stored, includesHttp: true, includesCustom: true));

    /// <summary>An object with its body is a response whose header <c>object</c> tells of it.</summary>
    public static BindingValue Write(ObjectReading? reading)
    {
        if (reading is not { Body: { } body })
        {
            return Write(reading?.Object);
        }

        ReadOnlyMemory<byte> json = Bytes(writer => Write(writer, reading.Object, true, true, (reading.Offset, reading.Length)));
        return BindingValue.Of(new EdgeResponse
        {
            Status = 200,
            Headers =
            [
                new("object", Encoding.UTF8.GetString(json.Span)),
                .. reading.Object.Metadata.ContentType is { } type ? [new("content-type", type)] : Array.Empty<KeyValuePair<string, string>>(),
            ],
            BodyReader = body,
            BodyLength = reading.Length,
        });
    }

    public static BindingValue Write(ObjectPage page, JsonElement options) => Written(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("objects");
        foreach (StoredObject one in page.Objects)
        {
            Write(writer, one, Includes(options, "http"), Includes(options, "custom"));
        }

        writer.WriteEndArray();
        writer.WriteBoolean("truncated", page.Cursor is not null);
        if (page.Cursor is not null)
        {
            writer.WriteString("cursor", page.Cursor);
        }

        writer.WriteStartArray("delimitedPrefixes");
        foreach (string prefix in page.DelimitedPrefixes)
        {
            writer.WriteStringValue(prefix);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static BindingValue Written(Action<Utf8JsonWriter> write) => BindingValue.Json(Bytes(write));

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        write(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, StoredObject stored, bool includesHttp, bool includesCustom, (long Offset, long Length)? range = null)
    {
        writer.WriteStartObject();
        writer.WriteString("key", stored.Key);
        writer.WriteString("version", stored.Version);
        writer.WriteNumber("size", stored.Size);
        writer.WriteString("etag", stored.ETag);
        writer.WriteNumber("uploaded", stored.Uploaded.ToUnixTimeMilliseconds());
        WriteTexts(writer, "checksums", stored.Checksums);
        if (includesHttp)
        {
            WriteHttp(writer, stored.Metadata);
        }

        if (includesCustom)
        {
            WriteTexts(writer, "custom", stored.Metadata.Custom);
        }

        if (range is var (offset, length))
        {
            writer.WriteStartObject("range");
            writer.WriteNumber("offset", offset);
            writer.WriteNumber("length", length);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteHttp(Utf8JsonWriter writer, ObjectMetadata metadata)
    {
        writer.WriteStartObject("http");
        WriteText("contentType", metadata.ContentType);
        WriteText("contentLanguage", metadata.ContentLanguage);
        WriteText("contentDisposition", metadata.ContentDisposition);
        WriteText("contentEncoding", metadata.ContentEncoding);
        WriteText("cacheControl", metadata.CacheControl);
        if (metadata.CacheExpiry is { } expiry)
        {
            writer.WriteNumber("cacheExpiry", expiry.ToUnixTimeMilliseconds());
        }

        writer.WriteEndObject();

        void WriteText(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> texts)
    {
        writer.WriteStartObject(name);
        foreach ((string key, string value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static Dictionary<string, string> CustomOf(string[] flat)
    {
        Dictionary<string, string> custom = new(StringComparer.Ordinal);
        for (int i = 0; i + 1 < flat.Length; i += 2)
        {
            custom[flat[i]] = flat[i + 1];
        }

        int size = custom.Sum(static pair => Encoding.UTF8.GetByteCount(pair.Key) + Encoding.UTF8.GetByteCount(pair.Value));
        return size <= BucketLimits.MaxMetadataBytes ? custom : throw ObjectException.MetadataTooLarge();
    }

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static bool Includes(JsonElement options, string name) => Find(options, name) is { ValueKind: JsonValueKind.True };

    private static string? TextOf(JsonElement element, string name) => Find(element, name)?.GetString();

    private static long? NumberOf(JsonElement element, string name) => Find(element, name) is { } number ? (long)number.GetDouble() : null;

    private static DateTimeOffset? TimeOf(JsonElement element, string name) =>
        Find(element, name) is { } time ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(time.GetDouble(), -62_135_596_800_000, 253_402_300_799_999)) : null;
}
