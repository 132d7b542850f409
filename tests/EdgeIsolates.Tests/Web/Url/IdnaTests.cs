using System.Text;
using EdgeIsolates.Web.Url;

namespace EdgeIsolates.Tests.Web.Url;

public sealed class IdnaTests
{
    [Theory]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("faß.de", "xn--fa-hia.de")]
    [InlineData("FAẞ.de", "xn--fa-hia.de")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("XN--A-1GA", "xn--a-1ga")]
    [InlineData("日本語.jp", "xn--wgv71a119e.jp")]
    [InlineData("GO\u3002com", "go.com")]
    [InlineData("a\u00ADb.com", "ab.com")]
    [InlineData("ＧＯ.com", "go.com")]
    [InlineData("a\u0308.com", "xn--4ca.com")]
    [InlineData("ä..-b-.", "xn--4ca..-b-.")]
    [InlineData("a\u2260b.com", "xn--ab-miv.com")]
    [InlineData("אב1.com", "xn--1-zhcd.com")]
    public void ToAscii_Domain_IsMappedAndEncoded(string domain, string expected) => Assert.Equal(expected, ToAscii(domain));

    [Theory]
    [InlineData("xn--a")] // decodes to a control character
    [InlineData("xn--")]
    [InlineData("xn--abc-")] // only ASCII in it
    [InlineData("xn--99999999a")] // beyond Unicode
    [InlineData("xn--xn---epa")] // decodes to another prefix
    [InlineData("a\u200Cb.com")]
    [InlineData("\uFFFD.com")]
    [InlineData("\u0301a.com")] // begins with a mark
    [InlineData("אa.com")] // both directions
    [InlineData("1.א.com")] // a label of a Bidi domain that begins with a digit
    [InlineData("א1\u0661.com")] // two kinds of digits
    public void ToAscii_NoValidDomain_IsNull(string domain) => Assert.Null(ToAscii(domain));

    [Theory]
    [InlineData("क\u094D\u200Dष")]
    [InlineData("ن\u0627\u0645\u0647\u200C\u0627ی")]
    [InlineData("𐌀𐌁é日")]
    public void ToAscii_ItsOwnResult_IsUnchanged(string domain) => Assert.Equal(ToAscii(domain), ToAscii(ToAscii(domain)!));

    [Fact]
    public void ToAscii_EveryRunOfTheTable_IsReachable()
    {
        IdnaTable table = IdnaTable.Shared;

        Assert.Equal(IdnaStatus.Valid, table['a'].Status);
        Assert.Equal("a", table['A'].Mapping);
        Assert.Equal(IdnaStatus.Ignored, table[0xAD].Status);
        Assert.Equal(IdnaStatus.Disallowed, table[0x10FFFF].Status);
        Assert.Equal(IdnaStatus.Mapped, table[0x2FA1D].Status);
        Assert.True(table[0x94D].IsVirama && table[0x94D].IsMark);
    }

    [Fact]
    public void ToAscii_EndlessName_IsRefusedAtOnce() => Assert.Null(ToAscii(new string('ä', 1_000_000)));

    private static string? ToAscii(string domain)
    {
        string? decoded = Idna.Map(domain) is { } mapped ? Idna.Decode(mapped.Normalize()) : null;
        return decoded is null || !decoded.IsNormalized(NormalizationForm.FormC) ? null : Idna.Encode(decoded);
    }
}
