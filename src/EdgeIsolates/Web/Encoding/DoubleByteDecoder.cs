namespace EdgeIsolates.Web.Encodings;

// What the decoders of Big5, EUC-KR and Shift_JIS have in common: a lead byte, kept between chunks, and a trail byte.
internal abstract class DoubleByteDecoder(string encoding) : LegacyDecoder(encoding)
{
    public sealed override int State { get; set; } // the lead byte

    protected sealed override void Take(int value)
    {
        int lead = State;
        State = 0;
        if (lead != 0 && value != End)
        {
            TakeTrail(lead, value);
        }
        else if (lead != 0)
        {
            Fail();
        }
        else if (value != End)
        {
            TakeLead(value);
        }
    }

    protected abstract void TakeTrail(int lead, int value);

    protected virtual void TakeLead(int value)
    {
        if (IsAscii(value))
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
