using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeIsolates.Deployments;

// Which of a function's live versions answers a request.
//
// 1. One version: that one; nothing else is looked at.
// 2. The header that the host names for it asks for a live version by its number: that one. Others' numbers are passed over.
// 3. The header or cookie that the host names for stickiness is there: its hash decides, so that one visitor always meets the same version while the shares stand,
//    on every node, and moves at most once when they grow.
// 4. Chance decides.
internal sealed class TrafficSplit(EdgeIsolatesOptions options)
{
    private const string CookieHeader = "cookie";

    public LiveVersion Choose(LiveFunction function, EdgeRequest request)
    {
        IReadOnlyList<LiveVersion> versions = function.Versions;
        return versions.Count == 1 ? versions[0] : AskedFor(versions, request) ?? ByShare(function, PointOf(function.Record.Name, request));
    }

    private LiveVersion? AskedFor(IReadOnlyList<LiveVersion> versions, EdgeRequest request) =>
        options.Traffic.VersionHeader is { } header && int.TryParse(HeaderOf(request, header), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? versions.FirstOrDefault(version => version.Version.Number == number)
            : null;

    /// <summary>The newest version has the points from 0, so that a visitor who has met it stays with it when its share grows.</summary>
    private static LiveVersion ByShare(LiveFunction function, int point)
    {
        IReadOnlyList<TrafficShare> traffic = function.Record.Traffic;
        for (int i = traffic.Count - 1; i > 0; i--)
        {
            point -= traffic[i].Percent;
            if (point < 0)
            {
                return function.Versions[i];
            }
        }

        return function.Versions[0];
    }

    private int PointOf(string functionName, EdgeRequest request)
    {
        string? key = (options.Traffic.StickyHeader is { } header ? HeaderOf(request, header) : null)
            ?? (options.Traffic.StickyCookie is { } cookie ? CookieOf(request, cookie) : null);
        return key is null
            ? Random.Shared.Next(100)
            : (int)(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{functionName}\n{key}"))) % 100);
    }

    private static string? HeaderOf(EdgeRequest request, string name)
    {
        foreach ((string header, string value) in request.Headers)
        {
            if (header.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private static string? CookieOf(EdgeRequest request, string name)
    {
        if (HeaderOf(request, CookieHeader) is not { } cookies)
        {
            return null;
        }

        foreach (Range part in cookies.AsSpan().Split(';'))
        {
            ReadOnlySpan<char> cookie = cookies.AsSpan(part).Trim();
            if (cookie.StartsWith(name) && cookie.Length > name.Length && cookie[name.Length] == '=')
            {
                return cookie[(name.Length + 1)..].ToString();
            }
        }

        return null;
    }
}
