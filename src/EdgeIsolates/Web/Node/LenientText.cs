namespace EdgeIsolates.Web.Node;

/// <summary>Bytes from text as <c>Buffer</c> reads it: what makes no sense is skipped or ends it, never an error.</summary>
internal static class LenientText
{
    private const int BitsPerDigit = 6;
    private const byte NoDigit = 0xFF;

    private static readonly byte[] Digits = DigitTable();

    /// <summary>Pairs of digits up to the first that is none.</summary>
    public static ReadOnlySpan<byte> FromHex(string text)
    {
        var bytes = new byte[text.Length / 2];
        int count = 0;
        for (; count < bytes.Length; count++)
        {
            int high = Hex(text[2 * count]);
            int low = Hex(text[(2 * count) + 1]);
            if ((high | low) < 0)
            {
                break;
            }

            bytes[count] = (byte)((high << 4) | low);
        }

        return bytes.AsSpan(0, count);
    }

    /// <summary>Either alphabet, other characters skipped, up to the first <c>=</c>.</summary>
    public static ReadOnlySpan<byte> FromBase64(string text)
    {
        var bytes = new byte[(int)((long)text.Length * 3 / 4) + 2];
        int count = 0;
        int bits = 0;
        int held = 0;
        foreach (char character in text)
        {
            if (character == '=')
            {
                break;
            }

            byte digit = character < Digits.Length ? Digits[character] : NoDigit;
            if (digit == NoDigit)
            {
                continue;
            }

            bits = (bits << BitsPerDigit) | digit;
            held += BitsPerDigit;
            if (held >= 8)
            {
                held -= 8;
                bytes[count++] = (byte)(bits >> held);
            }
        }

        return bytes.AsSpan(0, count);
    }

    private static int Hex(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => -1,
    };

    private static byte[] DigitTable()
    {
        var table = new byte[128];
        Array.Fill(table, NoDigit);
        for (byte digit = 0; digit < 64; digit++)
        {
            table["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[digit]] = digit;
        }

        table['-'] = table['+'];
        table['_'] = table['/'];
        return table;
    }
}
