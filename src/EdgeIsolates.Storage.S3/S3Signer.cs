using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Storage.S3;

/// <summary>Signs requests as Amazon S3 wants it: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html</summary>
internal sealed class S3Signer(string accessKeyId, string secretAccessKey, string region)
{
    /// <summary>Stands for the hash of a body that is not known when its request is signed.</summary>
    public const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>How a time is written in the header <c>x-amz-date</c>.</summary>
    public static string ToDate(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The header <c>Authorization</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, encoded.</param>
    /// <param name="query">The query's parameters, not encoded.</param>
    /// <param name="headers">The headers to sign, in lower case; <c>host</c>, <c>x-amz-date</c> and <c>x-amz-content-sha256</c> among them.</param>
    public string Sign(string method, string path, IEnumerable<KeyValuePair<string, string>> query, SortedDictionary<string, string> headers)
    {
        string names = string.Join(';', headers.Keys);
        string listed = string.Concat(headers.Select(static header => $"{header.Key}:{string.Join(' ', header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))}\n"));
        string request = $"{method}\n{path}\n{ToQuery(query)}\n{listed}\n{names}\n{headers["x-amz-content-sha256"]}";
        string date = headers["x-amz-date"], day = date[..8], scope = $"{day}/{region}/s3/aws4_request";
        string toSign = $"{Algorithm}\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(request))}";
        byte[] key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes($"AWS4{secretAccessKey}"), day), region), "s3"), "aws4_request");
        return $"{Algorithm} Credential={accessKeyId}/{scope},SignedHeaders={names},Signature={Convert.ToHexStringLower(Mac(key, toSign))}";
    }

    /// <summary>The query in the order and the encoding that are signed.</summary>
    public static string ToQuery(IEnumerable<KeyValuePair<string, string>> query) => string.Join(
        '&',
        query.Select(static pair => (Name: Encode(pair.Key), Value: Encode(pair.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}={pair.Value}"));

    /// <summary>The path of a key: every byte of UTF-8 but letters, digits and <c>-._~/</c> by its number.</summary>
    public static string ToPath(string key) => string.Join('/', key.Split('/').Select(Encode));

    /// <summary>The hash of a body.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Encode(string text) => Uri.EscapeDataString(text);

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
