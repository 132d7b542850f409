using System.Collections.Frozen;
using System.Security.Cryptography;

namespace EdgeIsolates.AspNetCore;

/// <summary>A file of the dashboard, which lies in this assembly.</summary>
internal sealed record DashboardFile(byte[] Content, string ContentType, string ETag)
{
    public const string Page = "index.html";

    private const string ResourcePrefix = "dashboard/";

    /// <summary>All files by name. Nothing else is ever served.</summary>
    public static FrozenDictionary<string, DashboardFile> All { get; } = typeof(DashboardFile).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[ResourcePrefix.Length..], Load);

    private static DashboardFile Load(string resource)
    {
        using Stream stream = typeof(DashboardFile).Assembly.GetManifestResourceStream(resource)!;
        using MemoryStream content = new();
        stream.CopyTo(content);
        byte[] bytes = content.ToArray();
        return new DashboardFile(bytes, ContentTypeOf(resource), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
