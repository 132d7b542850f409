namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#big5-decoder</summary>
internal sealed class Big5Decoder() : DoubleByteDecoder("big5")
{
    protected override void TakeTrail(int lead, int value)
    {
        bool isTrail = value is (>= 0x40 and <= 0x7E) or (>= 0xA1 and <= 0xFE);
        TakePointer(isTrail ? ((lead - 0x81) * 157) + value - (value < 0x7F ? 0x40 : 0x62) : End, value);
    }

    private void TakePointer(int pointer, int value)
    {
        // Two code points each: E with circumflex, and a macron or a caron.
        if (pointer is 1133 or 1135 or 1164 or 1166)
        {
            Emit(pointer < 1164 ? 0xCA : 0xEA);
            Emit(pointer is 1133 or 1164 ? 0x304 : 0x30C);
            return;
        }

        EmitOrRestore(pointer == End ? 0 : Indexes.Big5(pointer), value);
    }
}
