using System.Collections.Frozen;

namespace EdgeIsolates;

/// <summary>
/// Headers that speak about one connection, not about the message (RFC 9110 §7.6.1). The connection on either side of a function is the host's: they are
/// never passed on, in either direction.
/// </summary>
internal static class HopByHopHeaders
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade");

    public static bool Contains(string name) => Names.Contains(name);
}
