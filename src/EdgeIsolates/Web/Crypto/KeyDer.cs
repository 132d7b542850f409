using System.Formats.Asn1;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// Writes and takes apart the two DER shapes in which keys are kept: SubjectPublicKeyInfo (https://datatracker.ietf.org/doc/html/rfc5280#section-4.1)
/// and PKCS #8 (https://datatracker.ietf.org/doc/html/rfc5208#section-5). What it reads, OpenSSL has written.
/// </summary>
internal static class KeyDer
{
    public static byte[] Public(KeyKind kind, ReadOnlySpan<byte> key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteAlgorithm(writer, kind);
            writer.WriteBitString(key);
        }

        return writer.Encode();
    }

    public static byte[] Private(KeyKind kind, ReadOnlySpan<byte> key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            WriteAlgorithm(writer, kind);
            writer.WriteOctetString(key);
        }

        return writer.Encode();
    }

    /// <summary>The key inside a SubjectPublicKeyInfo: a point, a curve's bytes, or an RSAPublicKey.</summary>
    public static byte[] PublicKey(ReadOnlyMemory<byte> der)
    {
        AsnReader reader = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        reader.ReadSequence();
        return reader.ReadBitString(out _);
    }

    /// <summary>The key inside a PKCS #8 PrivateKeyInfo: an ECPrivateKey, a CurvePrivateKey or an RSAPrivateKey.</summary>
    public static byte[] PrivateKey(ReadOnlyMemory<byte> der)
    {
        AsnReader reader = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        reader.ReadInteger();
        reader.ReadSequence();
        return reader.ReadOctetString();
    }

    private static void WriteAlgorithm(AsnWriter writer, KeyKind kind)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(kind.Algorithm);
            if (kind.IsRsa)
            {
                writer.WriteNull();
            }
            else if (kind.Curve is { } curve)
            {
                writer.WriteObjectIdentifier(curve);
            }
        }
    }
}
