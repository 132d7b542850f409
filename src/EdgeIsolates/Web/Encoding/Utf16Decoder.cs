namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#shared-utf-16-decoder</summary>
internal sealed class Utf16Decoder(bool isBigEndian) : LegacyDecoder(isBigEndian ? "utf-16be" : "utf-16le")
{
    private const int NoByte = 0;

    private int _byte; // the first one of a unit, plus one
    private int _lead;

    public override int State
    {
        get => _byte | ((_lead & 0x3FF) << 9) | (_lead != 0 ? 1 << 19 : 0);
        set => (_byte, _lead) = (value & 0x1FF, (value & (1 << 19)) != 0 ? 0xD800 | ((value >> 9) & 0x3FF) : 0);
    }

    protected override bool IsAsciiPlain => false;

    protected override void Take(int value)
    {
        if (value == End)
        {
            TakeEnd();
        }
        else if (_byte == NoByte)
        {
            _byte = value + 1;
        }
        else
        {
            int first = _byte - 1;
            _byte = NoByte;
            TakeUnit(isBigEndian ? (first << 8) | value : (value << 8) | first);
        }
    }

    private void TakeUnit(int unit)
    {
        int lead = _lead;
        _lead = 0;
        if (lead != 0 && char.IsLowSurrogate((char)unit))
        {
            Emit(char.ConvertToUtf32((char)lead, (char)unit));
            return;
        }

        if (lead != 0)
        {
            Fail();
        }

        if (char.IsHighSurrogate((char)unit))
        {
            _lead = unit;
        }
        else if (char.IsLowSurrogate((char)unit))
        {
            Fail();
        }
        else
        {
            Emit(unit);
        }
    }

    private void TakeEnd()
    {
        if (State != 0)
        {
            State = 0;
            Fail();
        }
    }
}
