using System.Text;
using EdgeIsolates.V8;
using EdgeIsolates.Web.Encodings;

namespace EdgeIsolates.Tests.Web.Encodings;

/// <summary>The decoders against the code pages of .NET, which are close relatives with known differences.</summary>
public sealed class LegacyDecoderTests
{
    static LegacyDecoderTests() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gb18030", 54936, 20)]
    [InlineData("shift_jis", 932, 398)]
    [InlineData("euc-jp", 51932, 10)]
    [InlineData("euc-kr", 949, 0)]
    public void Decode_EveryPairOfBytes_DiffersFromTheCodePageWhereTheStandardDoes(string name, int codePage, int differences)
    {
        System.Text.Encoding other = System.Text.Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        int found = 0;
        for (int lead = 0x81; lead < 0xFF; lead++)
        {
            for (int trail = 0x40; trail < 0xFF; trail++)
            {
                byte[] pair = [(byte)lead, (byte)trail];
                string? ours = Decode(name, pair);
                if (ours is [_] && ours != TextOrNull(other, pair))
                {
                    found++;
                }
            }
        }

        Assert.Equal(differences, found);
    }

    [Theory]
    [InlineData("windows-1251", 1251)]
    [InlineData("iso-8859-2", 28592)]
    [InlineData("koi8-r", 20866)]
    [InlineData("ibm866", 866)]
    public void Decode_EveryByte_AgreesWithTheCodePage(string name, int codePage)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        Assert.Equal(System.Text.Encoding.GetEncoding(codePage).GetString(bytes), Decode(name, bytes));
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("euc-jp")]
    [InlineData("iso-2022-jp")]
    [InlineData("shift_jis")]
    [InlineData("euc-kr")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void Decode_RandomBytesInRandomChunks_GivesTheTextOfTheWhole(string name)
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            byte[] bytes = RandomBytes(random);
            LegacyDecoder whole = EncodingOps.DecoderOf(name);
            var text = new StringBuilder();
            int state = 0;
            for (int start = 0; start < bytes.Length;)
            {
                int end = Math.Min(bytes.Length, start + random.Next(1, 5));
                LegacyDecoder decoder = EncodingOps.DecoderOf(name);
                decoder.State = state;
                text.Append(decoder.Decode(bytes.AsSpan(start, end - start), isFatal: false, isLast: end == bytes.Length));
                state = decoder.State;
                Assert.InRange(state, 0, (1 << 30) - 1);
                start = end;
            }

            Assert.Equal(whole.Decode(bytes, isFatal: false, isLast: true).ToString(), text.ToString());
        }
    }

    // Escapes of ISO-2022-JP among the rest.
    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(1, 40)];
        random.NextBytes(bytes);
        for (int i = 0; i + 2 < bytes.Length; i += random.Next(3, 9))
        {
            byte[] escape = [0x1B, random.Next(2) == 0 ? (byte)0x24 : (byte)0x28, (byte)random.Next(0x40, 0x4B)];
            escape.CopyTo(bytes, i);
        }

        return bytes;
    }

    private static string? Decode(string name, byte[] bytes)
    {
        try
        {
            return EncodingOps.DecoderOf(name).Decode(bytes, isFatal: true, isLast: true).ToString();
        }
        catch (V8OpException)
        {
            return null;
        }
    }

    private static string? TextOrNull(System.Text.Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
