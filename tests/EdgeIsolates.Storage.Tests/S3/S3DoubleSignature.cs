using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.Storage.Tests.S3;

/// <summary>Checks a signature by what came over the wire.</summary>
internal static partial class S3DoubleSignature
{
    public static bool IsRight(HttpRequest request, string path, string query)
    {
        Match parts = Authorization().Match(request.Headers.Authorization.ToString());
        string[] names = parts.Groups["names"].Value.Split(';');
        string date = request.Headers["x-amz-date"].ToString();
        bool signsAll = request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)).All(name => names.Contains(name.ToLowerInvariant()));
        if (!parts.Success || !signsAll || !names.Contains("host") || parts.Groups["id"].Value != S3Double.KeyId || parts.Groups["region"].Value != S3Double.Region)
        {
            return false;
        }

        StringBuilder canonical = new();
        canonical.Append(request.Method).Append('\n').Append(path).Append('\n');
        canonical.AppendJoin('&', query.Split('&').Order(StringComparer.Ordinal)).Append('\n');
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            canonical.Append(name).Append(':').Append(Spaces().Replace(request.Headers[name].ToString().Trim(), " ")).Append('\n');
        }

        canonical.Append('\n').AppendJoin(';', names).Append('\n').Append(request.Headers["x-amz-content-sha256"].ToString());
        string scope = $"{date[..8]}/{S3Double.Region}/s3/aws4_request";
        byte[] key = Encoding.UTF8.GetBytes($"AWS4{S3Double.Secret}");
        foreach (string step in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        }

        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        byte[] signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}"));
        return parts.Groups["signature"].Value == Convert.ToHexStringLower(signature);
    }

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=(?<id>[^/]+)/\\d{8}/(?<region>[^/]+)/s3/aws4_request,SignedHeaders=(?<names>[^,]+),Signature=(?<signature>[0-9a-f]{64})$")]
    private static partial Regex Authorization();
}
