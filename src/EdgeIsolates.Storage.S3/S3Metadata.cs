using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeIsolates.Storage.S3;

/// <summary>
/// What is said about objects, as headers. What headers can hold goes as other programs expect it (<c>Content-Type</c>, <c>x-amz-meta-owner</c>); names with
/// capitals and other characters than ASCII's cannot, so then all of it goes as one JSON text too.
/// </summary>
internal static class S3Metadata
{
    private const string Custom = "x-amz-meta-";
    private const string Ours = "x-amz-meta-edge-";
    private const string All = "x-amz-meta-edge-all";
    private const string Version = "x-amz-meta-edge-version";
    private const string Uploaded = "x-amz-meta-edge-uploaded";
    private const string Checksum = "x-amz-meta-edge-checksum-";

    /// <summary>The headers of an object, whose version and time are ours: an endpoint tells neither when it has written one.</summary>
    public static Dictionary<string, string> ToHeaders(ObjectMetadata metadata, string version, ObjectChecksum? checksum, DateTimeOffset? uploaded)
    {
        Dictionary<string, string> headers = new(StringComparer.Ordinal) { [Version] = version };
        bool isPlain = true;
        Add("content-type", metadata.ContentType);
        Add("content-language", metadata.ContentLanguage);
        Add("content-disposition", metadata.ContentDisposition);
        Add("content-encoding", metadata.ContentEncoding);
        Add("cache-control", metadata.CacheControl);
        Add("expires", metadata.CacheExpiry?.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        foreach ((string name, string value) in metadata.Custom)
        {
            Add(Custom + name, value);
        }

        if (!isPlain)
        {
            headers[All] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(metadata));
        }

        if (uploaded is { } time)
        {
            headers[Uploaded] = time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        if (checksum is not null)
        {
            headers[Checksum + checksum.Name] = checksum.Hex;
        }

        return headers;

        void Add(string name, string? value)
        {
            if (value is not null && IsPlainName(name) && IsPlainValue(value))
            {
                headers[name] = value;
            }
            else if (value is not null)
            {
                isPlain = false;
            }
        }
    }

    public static StoredObject ToObject(string key, HttpResponseMessage response, long size)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                     .Select(static header => new KeyValuePair<string, IEnumerable<string>>(header.Key, header.Value)))
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }

        string etag = Unquoted(headers.GetValueOrDefault("etag") ?? "");
        return new StoredObject
        {
            Key = key,
            Version = headers.GetValueOrDefault(Version) ?? etag,
            Size = size,
            ETag = etag,
            Uploaded = long.TryParse(headers.GetValueOrDefault(Uploaded), NumberStyles.None, CultureInfo.InvariantCulture, out long uploaded)
                ? DateTimeOffset.FromUnixTimeMilliseconds(uploaded)
                : response.Content.Headers.LastModified ?? default,
            Metadata = ToMetadata(headers),
            Checksums = ChecksumsOf(etag, headers),
        };
    }

    /// <summary>An etag of MD5 is a checksum as well; that of an upload in parts is none.</summary>
    public static Dictionary<string, string> ChecksumsOf(string etag, IReadOnlyDictionary<string, string> headers)
    {
        Dictionary<string, string> checksums = new(StringComparer.Ordinal);
        if (ObjectChecksum.Find("md5", etag) is not null)
        {
            checksums["md5"] = etag;
        }

        foreach ((string name, string value) in headers.Where(static header => header.Key.StartsWith(Checksum, StringComparison.OrdinalIgnoreCase)))
        {
            checksums[name[Checksum.Length..]] = value;
        }

        return checksums;
    }

    public static string Unquoted(string etag) => etag.Trim('"');

    private static ObjectMetadata ToMetadata(Dictionary<string, string> headers)
    {
        if (headers.TryGetValue(All, out string? all))
        {
            return JsonSerializer.Deserialize<ObjectMetadata>(Convert.FromBase64String(all))!;
        }

        return new ObjectMetadata
        {
            ContentType = headers.GetValueOrDefault("content-type"),
            ContentLanguage = headers.GetValueOrDefault("content-language"),
            ContentDisposition = headers.GetValueOrDefault("content-disposition"),
            ContentEncoding = headers.GetValueOrDefault("content-encoding"),
            CacheControl = headers.GetValueOrDefault("cache-control"),
            CacheExpiry = DateTimeOffset.TryParseExact(headers.GetValueOrDefault("expires"), "R", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset expiry)
                ? expiry
                : null,
            Custom = headers
                .Where(static header => header.Key.StartsWith(Custom, StringComparison.OrdinalIgnoreCase) && !header.Key.StartsWith(Ours, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(static header => header.Key[Custom.Length..].ToLowerInvariant(), static header => header.Value, StringComparer.Ordinal),
        };
    }

    private static bool IsPlainName(string name) =>
        name.Length > Custom.Length || !name.StartsWith(Custom, StringComparison.Ordinal)
            ? name.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !name.StartsWith(Ours, StringComparison.Ordinal)
            : false;

    private static bool IsPlainValue(string value) =>
        value.Length > 0 && value[0] != ' ' && value[^1] != ' ' && !value.Contains("  ", StringComparison.Ordinal) && value.All(static c => c is >= ' ' and <= '~');
}
