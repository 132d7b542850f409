using System.Globalization;

namespace EdgeIsolates.AspNetCore;

/// <summary>Versions in the shape of Cloudflare's ids, which are UUIDs: the head of the code's hash, and the number in the last twelve digits.</summary>
internal static class CloudflareVersionId
{
    private const int HashDigits = 8;

    public static string Of(string version)
    {
        int dash = version.IndexOf('-', StringComparison.Ordinal);
        int number = int.Parse(version.AsSpan(0, dash), CultureInfo.InvariantCulture);
        string hash = version[(dash + 1)..].PadRight(HashDigits, '0')[..HashDigits];
        return string.Create(CultureInfo.InvariantCulture, $"{hash}-0000-4000-8000-{number:x12}");
    }
}
