using EdgeIsolates.Web.Url;

namespace EdgeIsolates.Tests.Web;

public sealed class UrlOpsTests
{
    [Theory]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("faß.de", "xn--fa-hia.de")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("日本語.jp", "xn--wgv71a119e.jp")]
    [InlineData("GO\u3002com", "go.com")]
    [InlineData("a\u00ADb.com", "ab.com")]
    [InlineData("ＧＯ.com", "go.com")]
    public void ToAscii_Domain_IsMappedAndEncoded(string domain, string expected) => Assert.Equal(expected, UrlOps.ToAscii(domain, beStrict: false));

    [Theory]
    [InlineData("xn--a")]
    [InlineData("xn--")]
    [InlineData("a\u200Cb.com")]
    [InlineData("\uFFFD.com")]
    public void ToAscii_NoValidDomain_IsNull(string domain) => Assert.Null(UrlOps.ToAscii(domain, beStrict: false));
}
