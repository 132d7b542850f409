namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#euc-kr-decoder</summary>
internal sealed class EucKrDecoder() : LegacyDecoder("euc-kr")
{
    public override int State { get; set; } // the lead byte

    protected override void Take(int value)
    {
        int lead = State;
        State = 0;
        if (value == End)
        {
            if (lead != 0)
            {
                Fail();
            }
        }
        else if (lead != 0)
        {
            EmitOrRestore(value is >= 0x41 and <= 0xFE ? Indexes.EucKr(((lead - 0x81) * 190) + value - 0x41) : 0, value);
        }
        else if (IsAscii(value))
        {
            Emit(value);
        }
        else if (value is 0x80 or 0xFF)
        {
            Fail();
        }
        else
        {
            State = value;
        }
    }
}
