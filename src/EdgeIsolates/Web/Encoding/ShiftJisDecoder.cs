namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#shift_jis-decoder</summary>
internal sealed class ShiftJisDecoder() : DoubleByteDecoder("shift_jis")
{
    protected override void TakeTrail(int lead, int value) => EmitOrRestore(CodePoint(lead, value), value);

    protected override void TakeLead(int value)
    {
        if (value <= 0x80)
        {
            Emit(value);
        }
        else if (value is >= 0xA1 and <= 0xDF)
        {
            Emit(0xFF61 - 0xA1 + value);
        }
        else if (value is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC))
        {
            State = value;
        }
        else
        {
            Fail();
        }
    }

    private static int CodePoint(int lead, int value)
    {
        if (value is < 0x40 or 0x7F or > 0xFC)
        {
            return 0;
        }

        int pointer = ((lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188) + value - (value < 0x7F ? 0x40 : 0x41);
        return pointer is >= 8836 and <= 10715 ? 0xE000 - 8836 + pointer : Indexes.Jis0208(pointer);
    }
}
