using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;

namespace EdgeIsolates.Storage.S3;

/// <summary>
/// A bucket at an S3-compatible endpoint. Conditions are looked at here, because S3 knows fewer of them; a put then holds the endpoint to the object that
/// was looked at (<c>If-Match</c>, <c>If-None-Match</c>), so that nobody comes in between.
/// </summary>
internal sealed class S3Bucket(S3Client client, long maxBytes, TimeProvider time) : IObjectBucket
{
    private const int AtTheSameTime = 16;

    public long MaxBytes => maxBytes;

    public async Task<StoredObject?> HeadAsync(string key, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await client.SendAsync(new S3Request(HttpMethod.Head, key), cancellationToken, HttpStatusCode.NotFound);
        return response.IsSuccessStatusCode ? S3Metadata.ToObject(key, response, response.Content.Headers.ContentLength ?? 0) : null;
    }

    public async Task<ObjectReading?> GetAsync(string key, ObjectRange? range, ObjectConditions? conditions, CancellationToken cancellationToken)
    {
        S3Request request = new(HttpMethod.Get, key) { Headers = range is null ? new() : new Dictionary<string, string> { ["range"] = ToHeader(range) } };
        HttpResponseMessage response = await client.SendAsync(request, cancellationToken, HttpStatusCode.NotFound);
        if (!response.IsSuccessStatusCode)
        {
            response.Dispose();
            return null;
        }

        ContentRangeHeaderValue? part = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange : null;
        long length = response.Content.Headers.ContentLength ?? 0, offset = part?.From ?? 0;
        StoredObject found = S3Metadata.ToObject(key, response, part?.Length ?? length);
        if (conditions?.Hold(found) == false)
        {
            response.Dispose();
            return new ObjectReading(found, 0, 0, null);
        }

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new ObjectReading(found, offset, length, PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 64 * 1024)));
    }

    public async Task<StoredObject?> PutAsync(
        string key,
        ObjectBody body,
        ObjectMetadata metadata,
        ObjectConditions? conditions,
        CancellationToken cancellationToken)
    {
        string version = Guid.NewGuid().ToString("N");
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        Dictionary<string, string> headers = S3Metadata.ToHeaders(metadata, version, body.Checksum, now);
        if (conditions is not null)
        {
            StoredObject? present = await HeadAsync(key, cancellationToken);
            if (!conditions.Hold(present))
            {
                return null;
            }

            headers[present is null ? "if-none-match" : "if-match"] = present is null ? "*" : $"\"{present.ETag}\"";
        }

        using HttpResponseMessage response = await SendBodyAsync(
            new S3Request(HttpMethod.Put, key) { Headers = headers },
            body,
            cancellationToken,
            HttpStatusCode.PreconditionFailed,
            HttpStatusCode.Conflict);
        return response.IsSuccessStatusCode
            ? new StoredObject
            {
                Key = key,
                Version = version,
                Size = body.Size,
                ETag = ETagOf(response),
                Uploaded = now,
                Metadata = metadata,
                Checksums = body.Checksums,
            }
            : null;
    }

    /// <summary>One by one: the request for many is in XML, which cannot have all keys.</summary>
    public Task DeleteAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys,
        new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
        async (key, token) => (await client.SendAsync(new S3Request(HttpMethod.Delete, key), token, HttpStatusCode.NotFound)).Dispose());

    public async Task<ObjectPage> ListAsync(ObjectListing listing, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> query =
        [
            new("list-type", "2"),
            new("encoding-type", "url"),
            new("max-keys", listing.Limit.ToString(CultureInfo.InvariantCulture)),
            new("prefix", listing.Prefix),
        ];
        if (!string.IsNullOrEmpty(listing.Delimiter))
        {
            query.Add(new("delimiter", listing.Delimiter));
        }

        if (listing.Start() is { Length: > 0 } start)
        {
            query.Add(new(listing.Cursor is null ? "start-after" : "continuation-token", start));
        }

        XElement page = await client.SendForXmlAsync(new S3Request(HttpMethod.Get, "") { Query = query }, cancellationToken);
        // Some endpoints pass over the wish, and say so by not saying it.
        bool isEncoded = S3Client.TextOf(page, "EncodingType") == "url";
        StoredObject?[] objects = [.. Children(page, "Contents").Select(listed => ToObject(listed, isEncoded))];
        if (listing.IncludesMetadata)
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, objects.Length),
                new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = cancellationToken },
                async (i, token) => objects[i] = await HeadAsync(objects[i]!.Key, token));
        }

        string? next = S3Client.TextOf(page, "IsTruncated") == "true" ? S3Client.TextOf(page, "NextContinuationToken") : null;
        return new ObjectPage(
            [.. objects.OfType<StoredObject>()],
            [.. Children(page, "CommonPrefixes").Select(common => Decoded(common, "Prefix", isEncoded))],
            next is null ? null : ObjectListing.CursorOf(next));
    }

    public async Task<string> CreateUploadAsync(string key, ObjectMetadata metadata, CancellationToken cancellationToken)
    {
        S3Request request = new(HttpMethod.Post, key)
        {
            Query = [new("uploads", "")],
            Headers = S3Metadata.ToHeaders(metadata, Guid.NewGuid().ToString("N"), null, null),
            Content = new ByteArrayContent([]),
        };
        return S3Client.TextOf(await client.SendForXmlAsync(request, cancellationToken), "UploadId")
            ?? throw new StoreUnavailableException("The S3 endpoint has begun an upload without an id.");
    }

    public async Task<string> UploadPartAsync(string key, string uploadId, int number, ObjectBody body, CancellationToken cancellationToken)
    {
        S3Request request = new(HttpMethod.Put, key)
        {
            Query = [new("partNumber", number.ToString(CultureInfo.InvariantCulture)), new("uploadId", uploadId)],
        };
        using HttpResponseMessage response = await SendBodyAsync(request, body, cancellationToken);
        return ETagOf(response);
    }

    public async Task<StoredObject> CompleteUploadAsync(string key, string uploadId, IReadOnlyList<ObjectPart> parts, CancellationToken cancellationToken)
    {
        XElement xml = new(
            "CompleteMultipartUpload",
            parts.Select(static part => new XElement("Part", new XElement("PartNumber", part.Number), new XElement("ETag", $"\"{part.ETag}\""))));
        S3Request request = new(HttpMethod.Post, key)
        {
            Query = [new("uploadId", uploadId)],
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(xml.ToString(SaveOptions.DisableFormatting))),
        };
        await client.SendForXmlAsync(request, cancellationToken);
        return await HeadAsync(key, cancellationToken) ?? throw ObjectException.NoSuchUpload();
    }

    public async Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken) =>
        (await client.SendAsync(new S3Request(HttpMethod.Delete, key) { Query = [new("uploadId", uploadId)] }, cancellationToken)).Dispose();

    /// <summary>S3 wants to know the length beforehand: a body that does not say it waits on the disk.</summary>
    private async Task<HttpResponseMessage> SendBodyAsync(S3Request request, ObjectBody body, CancellationToken cancellationToken, params HttpStatusCode[] expected)
    {
        if (body.Length is { } length)
        {
            return await client.SendAsync(request with { Content = new S3BodyContent(body, length) }, cancellationToken, expected);
        }

        await using FileStream file = new(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            64 * 1024,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await foreach (ReadOnlyMemory<byte> piece in body.ReadAsync(cancellationToken))
        {
            await file.WriteAsync(piece, cancellationToken);
        }

        file.Position = 0;
        return await client.SendAsync(request with { Content = new StreamContent(file) }, cancellationToken, expected);
    }

    private static string ToHeader(ObjectRange range)
    {
        if (range is { Suffix: <= 0 } or { Offset: < 0 } or { Length: <= 0 })
        {
            throw ObjectException.InvalidRange();
        }

        long first = range.Offset ?? 0;
        string last = range.Length is { } length ? string.Create(CultureInfo.InvariantCulture, $"{first + Math.Min(length, long.MaxValue - first) - 1}") : "";
        return range.Suffix is { } suffix
            ? string.Create(CultureInfo.InvariantCulture, $"bytes=-{suffix}")
            : string.Create(CultureInfo.InvariantCulture, $"bytes={first}-{last}");
    }

    private static StoredObject ToObject(XElement listed, bool isEncoded)
    {
        string etag = S3Metadata.Unquoted(S3Client.TextOf(listed, "ETag") ?? "");
        return new StoredObject
        {
            Key = Decoded(listed, "Key", isEncoded),
            Version = etag,
            Size = long.Parse(S3Client.TextOf(listed, "Size") ?? "0", CultureInfo.InvariantCulture),
            ETag = etag,
            Uploaded = DateTimeOffset.Parse(S3Client.TextOf(listed, "LastModified") ?? "1970-01-01T00:00:00Z", CultureInfo.InvariantCulture),
            Metadata = ObjectMetadata.None,
            Checksums = S3Metadata.ChecksumsOf(etag, new Dictionary<string, string>()),
        };
    }

    private static IEnumerable<XElement> Children(XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    private static string Decoded(XElement element, string name, bool isEncoded)
    {
        string text = S3Client.TextOf(element, name) ?? "";
        return isEncoded ? Uri.UnescapeDataString(text.Replace('+', ' ')) : text;
    }

    private static string ETagOf(HttpResponseMessage response) => S3Metadata.Unquoted(response.Headers.ETag?.Tag ?? "");
}
