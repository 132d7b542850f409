using System.Net;
using System.Net.Sockets;

namespace EdgeIsolates.Web.Outbound;

/// <summary>
/// Which addresses are not on the public Internet, by the special-purpose registries of IANA
/// (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry). An IPv6 address that stands for an IPv4 one is
/// judged by that.
/// </summary>
internal static class AddressKinds
{
    private static readonly (IPNetwork Network, string Kind)[] SpecialV4 =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "an unspecified address"),
        (IPNetwork.Parse("10.0.0.0/8"), "a private address"),
        (IPNetwork.Parse("100.64.0.0/10"), "a shared (carrier-grade NAT) address"),
        (IPNetwork.Parse("127.0.0.0/8"), "a loopback address"),
        (IPNetwork.Parse("169.254.0.0/16"), "a link-local address"),
        (IPNetwork.Parse("172.16.0.0/12"), "a private address"),
        (IPNetwork.Parse("192.0.0.0/24"), "a reserved address"),
        (IPNetwork.Parse("192.0.2.0/24"), "a documentation address"),
        (IPNetwork.Parse("192.88.99.0/24"), "a reserved address"),
        (IPNetwork.Parse("192.168.0.0/16"), "a private address"),
        (IPNetwork.Parse("198.18.0.0/15"), "a benchmarking address"),
        (IPNetwork.Parse("198.51.100.0/24"), "a documentation address"),
        (IPNetwork.Parse("203.0.113.0/24"), "a documentation address"),
        (IPNetwork.Parse("224.0.0.0/4"), "a multicast address"),
        (IPNetwork.Parse("240.0.0.0/4"), "a reserved address"),
    ];

    private static readonly (IPNetwork Network, string Kind)[] SpecialV6 =
    [
        (IPNetwork.Parse("::/128"), "an unspecified address"),
        (IPNetwork.Parse("::1/128"), "a loopback address"),
        (IPNetwork.Parse("fc00::/7"), "a private address"),
        (IPNetwork.Parse("fe80::/10"), "a link-local address"),
        (IPNetwork.Parse("fec0::/10"), "a private address"),
        (IPNetwork.Parse("ff00::/8"), "a multicast address"),
        (IPNetwork.Parse("2001::/23"), "a reserved address"),
        (IPNetwork.Parse("2001:db8::/32"), "a documentation address"),
        (IPNetwork.Parse("3fff::/20"), "a documentation address"),
    ];

    // Networks of addresses that carry an IPv4 one, and where; besides the mapped ones, which IPNetwork takes for IPv4.
    private static readonly (IPNetwork Network, int Offset)[] Embedding =
    [
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>What the address is, with an article; <see langword="null"/> when it is a public one.</summary>
    public static string? NotPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find(SpecialV4, address);
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return NotPublic(address.MapToIPv4());
        }

        IPAddress plain = new(address.GetAddressBytes());
        if (Embedded(plain) is { } inner)
        {
            return NotPublic(inner);
        }

        return Find(SpecialV6, plain) ?? (GlobalV6.Contains(plain) ? null : "a reserved address");
    }

    private static IPAddress? Embedded(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        foreach ((IPNetwork network, int offset) in Embedding)
        {
            if (network.Contains(address))
            {
                return new IPAddress(bytes.AsSpan(offset, 4));
            }
        }

        return null;
    }

    private static string? Find((IPNetwork Network, string Kind)[] networks, IPAddress address)
    {
        foreach ((IPNetwork network, string kind) in networks)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }

        return null;
    }
}
