namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#gb18030-decoder, which is that of gbk too</summary>
internal sealed class Gb18030Decoder(string encoding) : LegacyDecoder(encoding)
{
    private int _first;
    private int _second;
    private int _third;

    public override int State
    {
        get => _first | (_second << 8) | (_third << 16);
        set => (_first, _second, _third) = (value & 0xFF, (value >> 8) & 0xFF, value >> 16);
    }

    protected override void Take(int value)
    {
        if (value == End)
        {
            if (State != 0)
            {
                State = 0;
                Fail();
            }
        }
        else if (_third != 0)
        {
            TakeFourth(value);
        }
        else if (_second != 0)
        {
            TakeThird(value);
        }
        else if (_first != 0)
        {
            TakeSecond(value);
        }
        else if (IsAscii(value))
        {
            Emit(value);
        }
        else if (value == 0x80)
        {
            Emit(0x20AC);
        }
        else if (value == 0xFF)
        {
            Fail();
        }
        else
        {
            _first = value;
        }
    }

    private void TakeSecond(int value)
    {
        if (value is >= 0x30 and <= 0x39)
        {
            _second = value;
            return;
        }

        int lead = _first;
        _first = 0;
        int offset = value < 0x7F ? 0x40 : 0x41;
        bool isTrail = value is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFE);
        EmitOrRestore(isTrail ? Indexes.Gb18030(((lead - 0x81) * 190) + value - offset) : 0, value);
    }

    private void TakeThird(int value)
    {
        if (value is >= 0x81 and <= 0xFE)
        {
            _third = value;
            return;
        }

        int second = _second;
        State = 0;
        Fail();
        Take(second);
        Take(value);
    }

    private void TakeFourth(int value)
    {
        (int first, int second, int third) = (_first, _second, _third);
        State = 0;
        if (value is < 0x30 or > 0x39)
        {
            Fail();
            Take(second);
            Take(third);
            Take(value);
            return;
        }

        int codePoint = Indexes.Gb18030Range(((first - 0x81) * 12600) + ((second - 0x30) * 1260) + ((third - 0x81) * 10) + value - 0x30);
        if (codePoint == 0)
        {
            Fail();
        }
        else
        {
            Emit(codePoint);
        }
    }
}
