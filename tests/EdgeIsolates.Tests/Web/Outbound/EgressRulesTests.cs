using System.Net;
using EdgeIsolates.Web.Outbound;

namespace EdgeIsolates.Tests.Web.Outbound;

public sealed class EgressRulesTests
{
    [Theory]
    [InlineData("0.0.0.0", "an unspecified address")]
    [InlineData("0.1.2.3", "an unspecified address")]
    [InlineData("10.0.0.1", "a private address")]
    [InlineData("10.255.255.255", "a private address")]
    [InlineData("100.64.0.1", "a shared (carrier-grade NAT) address")]
    [InlineData("100.127.255.255", "a shared (carrier-grade NAT) address")]
    [InlineData("127.0.0.1", "a loopback address")]
    [InlineData("127.255.255.254", "a loopback address")]
    [InlineData("169.254.169.254", "a link-local address")]
    [InlineData("172.16.0.1", "a private address")]
    [InlineData("172.31.255.255", "a private address")]
    [InlineData("192.0.0.8", "a reserved address")]
    [InlineData("192.0.2.1", "a documentation address")]
    [InlineData("192.168.1.1", "a private address")]
    [InlineData("198.18.0.1", "a benchmarking address")]
    [InlineData("198.51.100.1", "a documentation address")]
    [InlineData("203.0.113.1", "a documentation address")]
    [InlineData("224.0.0.1", "a multicast address")]
    [InlineData("239.255.255.255", "a multicast address")]
    [InlineData("240.0.0.1", "a reserved address")]
    [InlineData("255.255.255.255", "a reserved address")]
    [InlineData("::", "an unspecified address")]
    [InlineData("::1", "a loopback address")]
    [InlineData("::127.0.0.1", "a reserved address")]
    [InlineData("::ffff:10.0.0.1", "a private address")]
    [InlineData("::ffff:127.0.0.1", "a loopback address")]
    [InlineData("::ffff:0:10.0.0.1", "a private address")]
    [InlineData("64:ff9b::10.0.0.1", "a private address")]
    [InlineData("64:ff9b::a9fe:a9fe", "a link-local address")]
    [InlineData("64:ff9b:1::1", "a reserved address")]
    [InlineData("100::1", "a reserved address")]
    [InlineData("2001::1", "a reserved address")]
    [InlineData("2001:db8::1", "a documentation address")]
    [InlineData("2002:7f00:1::", "a loopback address")]
    [InlineData("2002:c0a8:101::1", "a private address")]
    [InlineData("3fff::1", "a documentation address")]
    [InlineData("fc00::1", "a private address")]
    [InlineData("fd12:3456::1", "a private address")]
    [InlineData("fe80::1", "a link-local address")]
    [InlineData("fe80::1%2", "a link-local address")]
    [InlineData("fec0::1", "a private address")]
    [InlineData("ff02::1", "a multicast address")]
    public void NotPublic_SpecialAddress_SaysWhatItIs(string address, string kind) =>
        Assert.Equal(kind, AddressKinds.NotPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void NotPublic_PublicAddress_IsNull(string address) => Assert.Null(AddressKinds.NotPublic(IPAddress.Parse(address)));

    [Fact]
    public void Allowed_OfManyAddresses_KeepsThePublicOnes()
    {
        var rules = new EgressRules(new EgressOptions());
        Assert.Equal([IPAddress.Parse("8.8.8.8")], rules.Allowed("a.example", [IPAddress.Loopback, IPAddress.Parse("8.8.8.8"), IPAddress.IPv6Loopback]));
    }

    [Fact]
    public void Allowed_OfPrivateAddressesOnly_SaysWhichRuleForbidsIt()
    {
        var rules = new EgressRules(new EgressOptions());
        EgressException failure = Assert.Throws<EgressException>(() => rules.Allowed("db.internal", [IPAddress.Parse("10.1.2.3")]));
        Assert.Equal("10.1.2.3 is a private address; the host's egress rules allow public addresses only (db.internal)", failure.Message);
    }

    [Fact]
    public void Allowed_PrivateHost_KeepsItsAddresses()
    {
        var rules = new EgressRules(new EgressOptions { PrivateHosts = { "*.internal" } });
        Assert.Single(rules.Allowed("db.internal", [IPAddress.Parse("10.1.2.3")]));
        Assert.Throws<EgressException>(() => rules.Allowed("internal.evil", [IPAddress.Parse("10.1.2.3")]));
    }

    [Theory]
    [InlineData("https://api.example.com/", true)]
    [InlineData("https://API.EXAMPLE.COM./", true)]
    [InlineData("https://a.b.example.org/", true)]
    [InlineData("https://example.org/", false)]
    [InlineData("https://bad.example.org/", false)]
    [InlineData("https://evilexample.org/", false)]
    [InlineData("https://other.example/", false)]
    public void CheckUrl_HostPatterns_Decide(string url, bool isAllowed)
    {
        var rules = new EgressRules(new EgressOptions { AllowedHosts = { "api.example.com", "*.example.org" }, DeniedHosts = { "bad.example.org" } });
        Assert.Equal(isAllowed, Record.Exception(() => rules.CheckUrl(new Uri(url))) is null);
    }

    [Theory]
    [InlineData("http://a.example:25/")]
    [InlineData("http://a.example:6667/")]
    [InlineData("https://a.example:22/")]
    public void CheckUrl_PortOfAnotherProtocol_IsRefused(string url) =>
        Assert.Throws<EgressException>(() => new EgressRules(new EgressOptions()).CheckUrl(new Uri(url)));
}
