using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Storage.Tests.S3;

/// <summary>A small S3 endpoint with one bucket in memory. It refuses what is not signed as the documentation says, reading the request as it came over the wire.</summary>
public sealed class S3Double : IAsyncLifetime
{
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Region = "eu-test-1";

    private const string Bucket = "/bucket/";
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, S3DoubleObject> _objects = new(new ByBytes());
    private readonly Dictionary<string, S3DoubleUpload> _uploads = [];
    private WebApplication? _app;

    public Uri Address => new($"{_app!.Urls.First()}{Bucket.TrimEnd('/')}");

    /// <summary>How many requests were refused for their signature.</summary>
    public int Refused { get; private set; }

    internal S3DoubleObject this[string key]
    {
        get
        {
            lock (_lock)
            {
                return _objects[key];
            }
        }

        set
        {
            lock (_lock)
            {
                _objects[key] = value;
            }
        }
    }

    /// <summary>Adds its bucket to a host.</summary>
    public void AddBucket(IEdgeIsolatesBuilder builder, string name, long maxBytes, string secret = Secret) => builder.AddS3Bucket(name, options =>
    {
        options.Address = Address;
        options.Region = Region;
        options.AccessKeyId = KeyId;
        options.SecretAccessKey = secret;
        options.MaxObjectBytes = maxBytes;
    });

    public void Clear()
    {
        lock (_lock)
        {
            _objects.Clear();
            _uploads.Clear();
        }
    }

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
    }

    public async Task DisposeAsync() => await (_app?.DisposeAsync() ?? default);

    private async Task AnswerAsync(HttpContext context)
    {
        string[] target = context.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        if (!S3DoubleSignature.IsRight(context.Request, target[0], target.ElementAtOrDefault(1) ?? ""))
        {
            Refused++;
            await FailAsync(context, 403, "SignatureDoesNotMatch");
            return;
        }

        string key = Uri.UnescapeDataString(target[0][(target[0].StartsWith(Bucket, StringComparison.Ordinal) ? Bucket.Length : target[0].Length)..]);
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        IQueryCollection query = context.Request.Query;
        Task answer = context.Request.Method switch
        {
            "GET" when query.ContainsKey("list-type") => ListAsync(context),
            "GET" or "HEAD" => GetAsync(context, key),
            "PUT" when query.ContainsKey("uploadId") => PutPartAsync(context, key, body.ToArray()),
            "PUT" => PutAsync(context, key, body.ToArray()),
            "DELETE" when query.ContainsKey("uploadId") => AbortAsync(context),
            "DELETE" => DeleteAsync(context, key),
            "POST" when query.ContainsKey("uploads") => BeginAsync(context, key),
            _ => CompleteAsync(context, key, Encoding.UTF8.GetString(body.ToArray())),
        };
        await answer;
    }

    private async Task GetAsync(HttpContext context, string key)
    {
        S3DoubleObject? found;
        lock (_lock)
        {
            found = _objects.GetValueOrDefault(key);
        }

        if (found is null)
        {
            await FailAsync(context, 404, "NoSuchKey");
            return;
        }

        foreach ((string name, string value) in found.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers.ETag = $"\"{found.ETag}\"";
        context.Response.Headers.LastModified = found.Modified.ToString("R", CultureInfo.InvariantCulture);
        (int first, int last) = (0, found.Bytes.Length - 1);
        if (context.Request.Headers.Range is [{ } range] && context.Request.GetTypedHeaders().Range!.Ranges.First() is { } wanted)
        {
            Assert.StartsWith("bytes=", range, StringComparison.Ordinal);
            first = wanted.From is { } from ? (int)from : Math.Max(0, found.Bytes.Length - (int)wanted.To!.Value);
            last = wanted.From is null ? last : (int)Math.Min(wanted.To ?? last, last);
            if (first > last)
            {
                await FailAsync(context, 416, "InvalidRange");
                return;
            }

            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {first}-{last}/{found.Bytes.Length}";
        }

        context.Response.ContentLength = last - first + 1;
        if (context.Request.Method == "GET")
        {
            await context.Response.Body.WriteAsync(found.Bytes.AsMemory(first, last - first + 1));
        }
    }

    private async Task PutAsync(HttpContext context, string key, byte[] bytes)
    {
        S3DoubleObject put = new(bytes, Hash(bytes), HeadersOf(context), DateTimeOffset.UtcNow);
        bool isHeld;
        lock (_lock)
        {
            string? present = _objects.GetValueOrDefault(key)?.ETag;
            isHeld = (context.Request.Headers.IfMatch is not [{ } match] || match == $"\"{present}\"") && (context.Request.Headers.IfNoneMatch is not ["*"] || present is null);
            if (isHeld)
            {
                _objects[key] = put;
            }
        }

        context.Response.Headers.ETag = $"\"{put.ETag}\"";
        if (!isHeld)
        {
            await FailAsync(context, 412, "PreconditionFailed");
        }
    }

    private Task DeleteAsync(HttpContext context, string key)
    {
        lock (_lock)
        {
            _objects.Remove(key);
        }

        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task ListAsync(HttpContext context)
    {
        IQueryCollection query = context.Request.Query;
        string prefix = query["prefix"].ToString(), delimiter = query["delimiter"].ToString();
        string after = query.TryGetValue("continuation-token", out var token) ? token.ToString() : query["start-after"].ToString();
        int limit = int.Parse(query["max-keys"].ToString(), CultureInfo.InvariantCulture);
        List<XElement> items = [];
        string last = "", common = "";
        bool isCut = false;
        lock (_lock)
        {
            foreach ((string key, S3DoubleObject one) in _objects)
            {
                if (!key.StartsWith(prefix, StringComparison.Ordinal) || new ByBytes().Compare(key, after) <= 0
                    || (delimiter.Length > 0 && after.EndsWith(delimiter, StringComparison.Ordinal) && key.StartsWith(after, StringComparison.Ordinal) && after != prefix))
                {
                    continue;
                }

                int at = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                string group = at < 0 ? "" : key[..(at + delimiter.Length)];
                if (group.Length > 0 && group == common)
                {
                    continue;
                }

                if (items.Count == limit)
                {
                    isCut = true;
                    break;
                }

                common = group;
                last = group.Length > 0 ? group : key;
                items.Add(group.Length > 0 ? new XElement("CommonPrefixes", new XElement("Prefix", Encoded(group))) : Listed(key, one));
            }
        }

        XNamespace space = "http://s3.amazonaws.com/doc/2006-03-01/";
        XElement page = new(
            space + "ListBucketResult",
            items.Select(item => Named(space, item)),
            new XElement(space + "EncodingType", "url"),
            new XElement(space + "IsTruncated", isCut ? "true" : "false"),
            isCut ? new XElement(space + "NextContinuationToken", last) : null);
        return context.Response.WriteAsync(page.ToString());
    }

    private Task BeginAsync(HttpContext context, string key)
    {
        string id = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            _uploads[id] = new S3DoubleUpload(key, HeadersOf(context), []);
        }

        return context.Response.WriteAsync(new XElement("InitiateMultipartUploadResult", new XElement("UploadId", id)).ToString());
    }

    private Task PutPartAsync(HttpContext context, string key, byte[] bytes)
    {
        lock (_lock)
        {
            if (_uploads.TryGetValue(context.Request.Query["uploadId"].ToString(), out S3DoubleUpload? upload) && upload.Key == key)
            {
                upload.Parts[int.Parse(context.Request.Query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = bytes;
                context.Response.Headers.ETag = $"\"{Hash(bytes)}\"";
                return Task.CompletedTask;
            }
        }

        return FailAsync(context, 404, "NoSuchUpload");
    }

    private Task CompleteAsync(HttpContext context, string key, string xml)
    {
        string id = context.Request.Query["uploadId"].ToString();
        lock (_lock)
        {
            if (!_uploads.TryGetValue(id, out S3DoubleUpload? upload) || upload.Key != key)
            {
                return FailAsync(context, 404, "NoSuchUpload");
            }

            List<byte[]> parts = [];
            foreach (XElement part in XElement.Parse(xml).Elements("Part"))
            {
                if (!upload.Parts.TryGetValue((int)part.Element("PartNumber")!, out byte[]? bytes) || $"\"{Hash(bytes)}\"" != part.Element("ETag")!.Value)
                {
                    return FailAsync(context, 400, "InvalidPart");
                }

                parts.Add(bytes);
            }

            string etag = ObjectPart.ETagOf([.. parts.Select(Hash)]);
            _objects[key] = new S3DoubleObject([.. parts.SelectMany(part => part)], etag, upload.Headers, DateTimeOffset.UtcNow);
            _uploads.Remove(id);
        }

        return context.Response.WriteAsync(new XElement("CompleteMultipartUploadResult").ToString());
    }

    private Task AbortAsync(HttpContext context)
    {
        lock (_lock)
        {
            if (_uploads.Remove(context.Request.Query["uploadId"].ToString()))
            {
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            }
        }

        return FailAsync(context, 404, "NoSuchUpload");
    }

    private static Task FailAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return context.Request.Method == "HEAD"
            ? Task.CompletedTask
            : context.Response.WriteAsync(new XElement("Error", new XElement("Code", code), new XElement("Message", "Because.")).ToString());
    }

    private static Dictionary<string, string> HeadersOf(HttpContext context)
    {
        string[] kept = ["content-type", "content-language", "content-disposition", "content-encoding", "cache-control", "expires"];
        return context.Request.Headers
            .Where(header => kept.Contains(header.Key.ToLowerInvariant()) || header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => header.Value.ToString());
    }

    private static XElement Listed(string key, S3DoubleObject one) => new(
        "Contents",
        new XElement("Key", Encoded(key)),
        new XElement("LastModified", one.Modified.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new XElement("ETag", $"\"{one.ETag}\""),
        new XElement("Size", one.Bytes.Length));

    private static XElement Named(XNamespace space, XElement element) =>
        new(space + element.Name.LocalName, element.HasElements ? element.Elements().Select(child => Named(space, child)) : element.Value);

    private static string Encoded(string key) => Uri.EscapeDataString(key).Replace("%20", "+", StringComparison.Ordinal);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes));

    private sealed class ByBytes : IComparer<string>
    {
        public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
