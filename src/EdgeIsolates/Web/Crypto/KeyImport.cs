using System.Buffers.Text;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// Makes the DER in which a key is kept of any format it comes in. There is one way in for each half of a key: whatever came is put into
/// SubjectPublicKeyInfo or PKCS #8, OpenSSL reads that, it is looked at, and OpenSSL writes it again. What it writes must have the one shape that is kept:
/// OpenSSL also reads curves by their equations, and RSA keys of many primes.
/// </summary>
internal static class KeyImport
{
    private const int MostRsaBits = 16_384;

    public static byte[] Public(KeyKind kind, ReadOnlySpan<byte> der)
    {
        using EvpKey? key = EvpKey.FromPublic(der);
        Check(kind, key);
        byte[] written = key!.ToPublic();
        return KeyDer.Public(kind, KeyDer.PublicKey(written)).AsSpan().SequenceEqual(written) ? written : throw NoKey(kind);
    }

    public static byte[] Private(KeyKind kind, ReadOnlySpan<byte> der)
    {
        using EvpKey? key = EvpKey.FromPrivate(der);
        Check(kind, key);
        if (kind.IsEc && !key!.IsPair())
        {
            throw LibCrypto.Fail("DataError", "The public key does not belong to the private key.");
        }

        byte[] written = key!.ToPrivate();
        bool isSound = KeyDer.Private(kind, KeyDer.PrivateKey(written)).AsSpan().SequenceEqual(written) && (!kind.IsRsa || RsaNumbers.AreSound(written));
        return isSound ? written : throw NoKey(kind);
    }

    /// <summary>The key of a point, or of a curve's bytes.</summary>
    public static byte[] Raw(KeyKind kind, ReadOnlySpan<byte> point) => Public(kind, KeyDer.Public(kind, point));

    /// <summary>The key of a JSON Web Key's numbers; see <see cref="RsaNumbers"/> and <see cref="CurveNumbers"/> for their order.</summary>
    public static byte[] Jwk(KeyKind kind, string numbers, bool isPrivate)
    {
        byte[][] decoded = Decode(numbers);
        byte[] der = (kind.IsRsa ? RsaNumbers.ToDer(decoded) : CurveNumbers.ToDer(kind, decoded))
            ?? throw LibCrypto.Fail("DataError", "A number of the JSON Web Key is missing or has the wrong length.");
        byte[] key = isPrivate ? Private(kind, der) : Public(kind, der);
        if (isPrivate && kind.Group is null && !kind.IsRsa && !decoded[0].AsSpan().SequenceEqual(PublicBytes(key)))
        {
            throw LibCrypto.Fail("DataError", "The member 'x' of the JSON Web Key does not belong to its member 'd'.");
        }

        return key;
    }

    public static byte[] PublicOf(ReadOnlySpan<byte> privateDer)
    {
        using EvpKey key = EvpKey.FromPrivate(privateDer)!;
        return key.ToPublic();
    }

    private static byte[] PublicBytes(byte[] privateDer) => KeyDer.PublicKey(PublicOf(privateDer));

    private static void Check(KeyKind kind, EvpKey? key)
    {
        if (key is null || !key.Is(kind))
        {
            throw NoKey(kind);
        }

        if (kind.IsRsa && key.Bits > MostRsaBits)
        {
            throw LibCrypto.Fail("DataError", $"The RSA key has {key.Bits} bits; the most is {MostRsaBits}.");
        }

        if (kind.IsEc)
        {
            key.WriteWholePoints();
        }
    }

    private static V8OpException NoKey(KeyKind kind) => LibCrypto.Fail("DataError", $"The data are no {kind.Name} key.");

    private static byte[][] Decode(string numbers)
    {
        try
        {
            return [.. numbers.Split('.').Select(number => Base64Url.DecodeFromChars(number))];
        }
        catch (FormatException)
        {
            throw LibCrypto.Fail("DataError", "A number of the JSON Web Key is not in base64url.");
        }
    }
}
