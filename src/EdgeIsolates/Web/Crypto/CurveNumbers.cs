using System.Formats.Asn1;

namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// The numbers of a key on a curve, in the order that a JSON Web Key names them: x, y (not of the Edwards and Montgomery curves) and, of a private key, d.
/// https://datatracker.ietf.org/doc/html/rfc5915, https://datatracker.ietf.org/doc/html/rfc8410
/// </summary>
internal static class CurveNumbers
{
    private const byte WholePoint = 4;
    private static readonly Asn1Tag PublicKeyTag = new(TagClass.ContextSpecific, 1);

    /// <summary>The DER of a key, or <see langword="null"/> when the numbers are not of the curve's size.</summary>
    public static byte[]? ToDer(KeyKind kind, IReadOnlyList<byte[]> numbers)
    {
        int coordinates = kind.IsEc ? 2 : 1;
        if (numbers.Any(number => number.Length != kind.Size) || (numbers.Count != coordinates && numbers.Count != coordinates + 1))
        {
            return null;
        }

        byte[] point = kind.IsEc ? [WholePoint, .. numbers[0], .. numbers[1]] : numbers[0];
        if (numbers.Count == coordinates)
        {
            return KeyDer.Public(kind, point);
        }

        return KeyDer.Private(kind, kind.IsEc ? EcPrivateKey(numbers[coordinates], point) : OctetString(numbers[coordinates]));
    }

    /// <summary>The numbers of a key; for a private one its public DER says x and y.</summary>
    public static byte[][] Of(KeyKind kind, ReadOnlyMemory<byte> publicDer, ReadOnlyMemory<byte>? privateDer)
    {
        byte[] point = KeyDer.PublicKey(publicDer);
        List<byte[]> numbers = kind.IsEc ? [point[1..(1 + kind.Size)], point[(1 + kind.Size)..]] : [point];
        if (privateDer is { } der)
        {
            var reader = new AsnReader(KeyDer.PrivateKey(der), AsnEncodingRules.DER);
            numbers.Add(kind.IsEc ? Scalar(reader.ReadSequence()) : reader.ReadOctetString());
        }

        return [.. numbers];
    }

    private static byte[] Scalar(AsnReader key)
    {
        key.ReadInteger();
        return key.ReadOctetString();
    }

    private static byte[] EcPrivateKey(byte[] scalar, byte[] point)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteOctetString(scalar);
            using (writer.PushSequence(PublicKeyTag))
            {
                writer.WriteBitString(point);
            }
        }

        return writer.Encode();
    }

    private static byte[] OctetString(byte[] scalar)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(scalar);
        return writer.Encode();
    }
}
