using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

/// <summary>Whether an endpoint stands open, as far as its metadata tell.</summary>
internal static class AdminExposure
{
    public static bool AsksForAuthorization(Endpoint? endpoint) =>
        endpoint is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null);

    /// <summary>Whether callers from other machines can reach an endpoint through an address that the server listens on: not when <c>RequireHost</c> keeps it to a local name or another port.</summary>
    public static bool IsReachable(Endpoint endpoint, string address)
    {
        if (!TryParse(address, out string host, out int port) || NamesThisMachine(host))
        {
            return false;
        }

        IReadOnlyList<string> hosts = endpoint.Metadata.GetMetadata<IHostMetadata>()?.Hosts ?? [];
        return hosts.Count == 0 || hosts.Select(HostString.FromUriComponent).Any(asked =>
            (asked.Port is null || asked.Port == port) && !NamesThisMachine(asked.Host));
    }

    public static bool NamesThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Reads <c>http://+:8080</c> and kin; sockets and pipes have no host and are local.</summary>
    private static bool TryParse(string address, out string host, out int port)
    {
        BindingAddress? binding = null;
        try
        {
            binding = BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            // An address of a server that we do not know.
        }

        host = binding?.Host ?? "";
        port = binding?.Port ?? 0;
        return binding is { IsUnixPipe: false, IsNamedPipe: false };
    }
}
