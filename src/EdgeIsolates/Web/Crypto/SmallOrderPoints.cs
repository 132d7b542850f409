namespace EdgeIsolates.Web.Crypto;

/// <summary>
/// The encodings of the points of Ed25519 whose order divides 8, canonical or not. A signature with such a point proves nothing, so none is ever valid:
/// https://w3c.github.io/webcrypto/#ed25519-operations-verify
/// </summary>
internal static class SmallOrderPoints
{
    private const byte SignBit = 0x80;

    // Without the sign bit: y = 0, 1, -1, the two of order 8, and p and p + 1, which stand for 0 and 1.
    private static readonly byte[][] Encodings =
    [
        Convert.FromHexString("0000000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("0100000000000000000000000000000000000000000000000000000000000000"),
        Convert.FromHexString("ECFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
        Convert.FromHexString("26E8958FC2B227B045C3F489F2EF98F0D5DFAC05D3C63339B13802886D53FC05"),
        Convert.FromHexString("C7176A703D4DD84FBA3C0B760D10670F2A2053FA2C39CCC64EC7FD7792AC037A"),
        Convert.FromHexString("EDFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
        Convert.FromHexString("EEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF7F"),
    ];

    public static bool Has(ReadOnlySpan<byte> point)
    {
        foreach (byte[] encoding in Encodings)
        {
            if (point[..^1].SequenceEqual(encoding.AsSpan(0, encoding.Length - 1)) && (point[^1] & ~SignBit) == encoding[^1])
            {
                return true;
            }
        }

        return false;
    }
}
