using System.Formats.Asn1;

namespace EdgeIsolates.Web.Crypto;

/// <summary>ECDSA signatures: scripts have r and s side by side (IEEE P1363), OpenSSL has them in DER.</summary>
internal static class EcdsaSignature
{
    public static byte[] FromDer(ReadOnlyMemory<byte> der, int size)
    {
        AsnReader reader = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        byte[] signature = new byte[2 * size];
        Place(reader.ReadIntegerBytes().Span, signature.AsSpan(0, size));
        Place(reader.ReadIntegerBytes().Span, signature.AsSpan(size));
        return signature;
    }

    /// <summary>The DER of a signature, or <see langword="null"/> when it has the wrong length.</summary>
    public static byte[]? ToDer(ReadOnlySpan<byte> signature, int size)
    {
        if (signature.Length != 2 * size)
        {
            return null;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            Write(writer, signature[..size]);
            Write(writer, signature[size..]);
        }

        return writer.Encode();
    }

    private static void Place(ReadOnlySpan<byte> number, Span<byte> field)
    {
        ReadOnlySpan<byte> trimmed = number.TrimStart((byte)0);
        trimmed.CopyTo(field[(field.Length - trimmed.Length)..]);
    }

    private static void Write(AsnWriter writer, ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> trimmed = number.TrimStart((byte)0);
        if (trimmed.IsEmpty)
        {
            writer.WriteInteger(0);
        }
        else
        {
            writer.WriteIntegerUnsigned(trimmed);
        }
    }
}
