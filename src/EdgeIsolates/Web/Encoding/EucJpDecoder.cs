namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#euc-jp-decoder</summary>
internal sealed class EucJpDecoder() : LegacyDecoder("euc-jp")
{
    private const int Jis0212Flag = 0x100;

    public override int State { get; set; } // the lead byte, and the flag after 0x8F

    protected override void Take(int value)
    {
        int lead = State & 0xFF;
        bool isJis0212 = (State & Jis0212Flag) != 0;
        State = 0;
        if (value == End)
        {
            if (lead != 0)
            {
                Fail();
            }
        }
        else if (lead == 0x8E && value is >= 0xA1 and <= 0xDF)
        {
            Emit(0xFF61 - 0xA1 + value);
        }
        else if (lead == 0x8F && value is >= 0xA1 and <= 0xFE)
        {
            State = value | Jis0212Flag;
        }
        else if (lead != 0)
        {
            EmitOrRestore(CodePoint(lead, value, isJis0212), value);
        }
        else if (IsAscii(value))
        {
            Emit(value);
        }
        else if (value is 0x8E or 0x8F or (>= 0xA1 and <= 0xFE))
        {
            State = value;
        }
        else
        {
            Fail();
        }
    }

    private static int CodePoint(int lead, int value, bool isJis0212)
    {
        if (lead is < 0xA1 or > 0xFE || value is < 0xA1 or > 0xFE)
        {
            return 0;
        }

        int pointer = ((lead - 0xA1) * 94) + value - 0xA1;
        return isJis0212 ? Indexes.Jis0212(pointer) : Indexes.Jis0208(pointer);
    }
}
