using System.Security.Cryptography;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Crypto;

namespace EdgeIsolates.Tests.Web.Crypto;

public sealed class KeyImportTests
{
    [Fact]
    public void Public_AndPrivate_OfDotNet_AreTheSameAgain()
    {
        using var rsa = RSA.Create(1024);
        Assert.Equal(rsa.ExportSubjectPublicKeyInfo(), KeyImport.Public(KeyKind.Rsa, rsa.ExportSubjectPublicKeyInfo()));
        Assert.Equal(rsa.ExportPkcs8PrivateKey(), KeyImport.Private(KeyKind.Rsa, rsa.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void Public_OfAnotherKind_IsADataError()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AssertDataError(() => KeyImport.Public(KeyKind.P384, key.ExportSubjectPublicKeyInfo()));
        AssertDataError(() => KeyImport.Public(KeyKind.Rsa, key.ExportSubjectPublicKeyInfo()));
        AssertDataError(() => KeyImport.Public(KeyKind.P256, [.. key.ExportSubjectPublicKeyInfo(), 0]));
        AssertDataError(() => KeyImport.Public(KeyKind.P256, []));
    }

    [Fact]
    public void Public_CurveByItsEquation_IsADataError()
    {
        using var named = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(named.ExportExplicitParameters(includePrivateParameters: true));
        AssertDataError(() => KeyImport.Public(KeyKind.P256, key.ExportSubjectPublicKeyInfo()));
        AssertDataError(() => KeyImport.Private(KeyKind.P256, key.ExportPkcs8PrivateKey()));
    }

    [Fact]
    public void Raw_PointThatIsNotOnTheCurve_IsADataError()
    {
        byte[] point = new byte[65];
        point[0] = 4;
        point[64] = 1;
        AssertDataError(() => KeyImport.Raw(KeyKind.P256, point));
        AssertDataError(() => KeyImport.Raw(KeyKind.X25519, new byte[31]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Private_RsaNumberLargerThanTheModulus_IsADataError(int which)
    {
        using var rsa = RSA.Create(1024);
        byte[][] numbers = RsaNumbers.Of(rsa.ExportPkcs8PrivateKey(), isPrivate: true);
        numbers[which] = [.. Enumerable.Repeat((byte)0x7F, 100_000)];
        byte[] der = RsaNumbers.ToDer(numbers)!;
        AssertDataError(() => KeyImport.Private(KeyKind.Rsa, der));
    }

    [Fact]
    public void Jwk_OfNumbersThatAreMissingOrNoBase64_IsADataError()
    {
        AssertDataError(() => KeyImport.Jwk(KeyKind.Rsa, "AQAB", isPrivate: false));
        AssertDataError(() => KeyImport.Jwk(KeyKind.Rsa, ".AQAB", isPrivate: false));
        AssertDataError(() => KeyImport.Jwk(KeyKind.P256, "AQAB.AQAB", isPrivate: false));
        AssertDataError(() => KeyImport.Jwk(KeyKind.Ed25519, "ÄÖ", isPrivate: false));
    }

    private static void AssertDataError(Action import) => Assert.Equal("DataError", Assert.Throws<V8OpException>(import).ErrorName);
}
