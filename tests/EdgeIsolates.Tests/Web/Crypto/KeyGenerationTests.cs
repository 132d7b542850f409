using EdgeIsolates.V8;
using EdgeIsolates.Web.Crypto;

namespace EdgeIsolates.Tests.Web.Crypto;

public sealed class KeyGenerationTests
{
    private static readonly byte[] Exponent = [1, 0, 1];

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    [InlineData("Ed25519")]
    [InlineData("X25519")]
    [InlineData("Ed448")]
    [InlineData("X448")]
    public void OnCurve_OfEachKind_MakesAKeyOfThatKind(string name)
    {
        var kind = KeyKind.Named(name);
        using EvpKey? key = EvpKey.FromPrivate(KeyGeneration.OnCurve(kind));
        Assert.True(key!.Is(kind));
        Assert.True(key.IsPair());
    }

    [Fact]
    public void Rsa_WithTimeEnough_MakesAKeyOfTheSizeAndExponent()
    {
        byte[] key = KeyGeneration.Rsa(1024, [3], TimeSpan.FromMinutes(1));
        byte[][] numbers = RsaNumbers.Of(key, isPrivate: true);
        Assert.Equal(128, numbers[0].Length);
        Assert.Equal([3], numbers[1]);
    }

    [Fact]
    public void Rsa_TimeRunsOut_StopsTheSearch()
    {
        var failure = Assert.Throws<V8OpException>(() => KeyGeneration.Rsa(8192, Exponent, TimeSpan.FromMilliseconds(5)));
        Assert.Equal("OperationError", failure.ErrorName);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(2047)]
    [InlineData(16384)]
    [InlineData(4294967295)]
    public void CheckRsa_SizeOutOfBounds_IsAnOperationError(double bits) =>
        Assert.Equal("OperationError", Assert.Throws<V8OpException>(() => KeyGeneration.CheckRsa(bits, Exponent)).ErrorName);

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("010000")]
    [InlineData("010000000000000001")]
    public void CheckRsa_UnusableExponent_IsAnOperationError(string exponent) =>
        Assert.Equal("OperationError", Assert.Throws<V8OpException>(() => KeyGeneration.CheckRsa(2048, Convert.FromHexString(exponent))).ErrorName);
}
