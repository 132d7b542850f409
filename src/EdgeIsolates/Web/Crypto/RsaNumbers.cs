using System.Formats.Asn1;

namespace EdgeIsolates.Web.Crypto;

/// <summary>The numbers of an RSA key, in the order that a JSON Web Key names them: n, e and, of a private key, d, p, q, dp, dq, qi.</summary>
internal static class RsaNumbers
{
    private const int OfPublic = 2;
    private const int OfPrivate = 8;

    /// <summary>The DER of a key, or <see langword="null"/> when the numbers are not those of one.</summary>
    public static byte[]? ToDer(IReadOnlyList<byte[]> numbers)
    {
        bool isPrivate = numbers.Count == OfPrivate;
        if (!isPrivate && numbers.Count != OfPublic)
        {
            return null;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            if (isPrivate)
            {
                writer.WriteInteger(0);
            }

            foreach (byte[] number in numbers)
            {
                if (!TryWrite(writer, number))
                {
                    return null;
                }
            }
        }

        return isPrivate ? KeyDer.Private(KeyKind.Rsa, writer.Encode()) : KeyDer.Public(KeyKind.Rsa, writer.Encode());
    }

    /// <summary>
    /// Whether a private key has two primes and no number is larger than its modulus. OpenSSL looks at none of them before it computes, and with huge ones it
    /// would compute for hours.
    /// </summary>
    public static bool AreSound(ReadOnlyMemory<byte> privateDer)
    {
        AsnReader reader = new AsnReader(KeyDer.PrivateKey(privateDer), AsnEncodingRules.DER).ReadSequence();
        if (!reader.ReadInteger().IsZero)
        {
            return false;
        }

        int most = reader.PeekContentBytes().Length;
        for (int i = 0; i < OfPrivate; i++)
        {
            ReadOnlySpan<byte> number = reader.ReadIntegerBytes().Span;
            if (number.Length > most || (number[0] & 0x80) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The numbers of a key, without leading zeros.</summary>
    public static byte[][] Of(ReadOnlyMemory<byte> der, bool isPrivate)
    {
        byte[] key = isPrivate ? KeyDer.PrivateKey(der) : KeyDer.PublicKey(der);
        AsnReader reader = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        if (isPrivate)
        {
            reader.ReadInteger();
        }

        byte[][] numbers = new byte[isPrivate ? OfPrivate : OfPublic][];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Trimmed(reader.ReadIntegerBytes().Span).ToArray();
        }

        return numbers;
    }

    private static bool TryWrite(AsnWriter writer, byte[] number)
    {
        ReadOnlySpan<byte> trimmed = Trimmed(number);
        if (trimmed.IsEmpty)
        {
            return false;
        }

        writer.WriteIntegerUnsigned(trimmed);
        return true;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> number) => number.TrimStart((byte)0);
}
