using System.Net;

namespace EdgeIsolates.Web.Outbound;

/// <summary>What <see cref="EgressOptions"/> allow: hosts by their names, connections by their addresses.</summary>
internal sealed class EgressRules(EgressOptions options)
{
    private readonly string[] _allowed = [.. options.AllowedHosts];
    private readonly string[] _denied = [.. options.DeniedHosts];
    private readonly string[] _private = [.. options.PrivateHosts];
    private readonly bool _allowPrivate = options.AllowPrivateAddresses;

    /// <summary>Checks what can be checked without an address.</summary>
    /// <exception cref="EgressException">The request is forbidden.</exception>
    public void CheckUrl(Uri url)
    {
        if (BadPorts.Contains(url.Port))
        {
            throw new EgressException($"port {url.Port} is one that browsers and this host refuse for HTTP");
        }

        string host = url.IdnHost;
        if (Matches(_denied, host) || (_allowed.Length > 0 && !Matches(_allowed, host)))
        {
            throw new EgressException($"the host's egress rules do not allow requests to {host}");
        }
    }

    /// <summary>The addresses that may be connected to.</summary>
    /// <exception cref="EgressException">There is none.</exception>
    public List<IPAddress> Allowed(string host, IReadOnlyList<IPAddress> addresses)
    {
        if (_allowPrivate || Matches(_private, host))
        {
            return [.. addresses];
        }

        List<IPAddress> allowed = [];
        string? reason = null;
        foreach (IPAddress address in addresses)
        {
            if (AddressKinds.NotPublic(address) is { } kind)
            {
                reason ??= $"{address} is {kind}";
            }
            else
            {
                allowed.Add(address);
            }
        }

        return allowed.Count > 0 || reason is null
            ? allowed
            : throw new EgressException($"{reason}; the host's egress rules allow public addresses only{(host.Contains(':', StringComparison.Ordinal) ? "" : $" ({host})")}");
    }

    private static bool Matches(string[] patterns, string host) => Array.Exists(patterns, pattern => Matches(pattern, host));

    private static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.TrimEnd('.').Equals(pattern, StringComparison.OrdinalIgnoreCase);
}
