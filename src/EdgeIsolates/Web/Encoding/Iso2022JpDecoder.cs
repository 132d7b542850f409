namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#iso-2022-jp-decoder</summary>
internal sealed class Iso2022JpDecoder() : LegacyDecoder("iso-2022-jp")
{
    private const int Escape = 0x1B;

    private Mode _mode;
    private Mode _outputMode;
    private int _lead;
    private bool _hasOutput; // the standard's flag; it is set after an escape sequence, until something was decoded

    private enum Mode
    {
        Ascii,
        Roman,
        Katakana,
        LeadByte,
        TrailByte,
        EscapeStart,
        Escape,
    }

    public override int State
    {
        get => (int)_mode | ((int)_outputMode << 3) | (_lead << 6) | ((_hasOutput ? 1 : 0) << 14);
        set => (_mode, _outputMode, _lead, _hasOutput) = ((Mode)(value & 7), (Mode)((value >> 3) & 7), (value >> 6) & 0xFF, value >> 14 != 0);
    }

    protected override bool IsAsciiPlain => false;

    protected override void Take(int value)
    {
        switch (_mode)
        {
            case Mode.TrailByte:
                TakeTrail(value);
                break;
            case Mode.EscapeStart:
                TakeEscapeStart(value);
                break;
            case Mode.Escape:
                TakeEscape(value);
                break;
            default:
                TakeStart(value);
                break;
        }
    }

    // In one of the four modes that an escape sequence sets.
    private void TakeStart(int value)
    {
        if (value == End)
        {
            return;
        }

        if (value == Escape)
        {
            _mode = Mode.EscapeStart;
            return;
        }

        _hasOutput = false;
        if (_mode == Mode.LeadByte && value is >= 0x21 and <= 0x7E)
        {
            _lead = value;
            _mode = Mode.TrailByte;
        }
        else if (_mode == Mode.Katakana && value is >= 0x21 and <= 0x5F)
        {
            Emit(0xFF61 - 0x21 + value);
        }
        else if (_mode is Mode.Ascii or Mode.Roman && IsAscii(value) && value is not (0x0E or 0x0F))
        {
            Emit(_mode == Mode.Ascii ? value : value == 0x5C ? 0xA5 : value == 0x7E ? 0x203E : value);
        }
        else
        {
            Fail();
        }
    }

    private void TakeTrail(int value)
    {
        if (value == Escape)
        {
            _mode = Mode.EscapeStart;
            Fail();
            return;
        }

        _mode = Mode.LeadByte;
        int codePoint = value is >= 0x21 and <= 0x7E ? Indexes.Jis0208(((_lead - 0x21) * 94) + value - 0x21) : 0;
        if (codePoint == 0)
        {
            Fail();
        }
        else
        {
            Emit(codePoint);
        }
    }

    private void TakeEscapeStart(int value)
    {
        if (value is 0x24 or 0x28)
        {
            _lead = value;
            _mode = Mode.Escape;
            return;
        }

        _hasOutput = false;
        _mode = _outputMode;
        Fail();
        Take(value);
    }

    private void TakeEscape(int value)
    {
        int lead = _lead;
        _lead = 0;
        Mode? mode = (lead, value) switch
        {
            (0x28, 0x42) => Mode.Ascii,
            (0x28, 0x4A) => Mode.Roman,
            (0x28, 0x49) => Mode.Katakana,
            (0x24, 0x40 or 0x42) => Mode.LeadByte,
            _ => null,
        };
        if (mode is { } next)
        {
            bool hadOutput = _hasOutput;
            _mode = _outputMode = next;
            _hasOutput = true;
            if (hadOutput)
            {
                Fail();
            }

            return;
        }

        _hasOutput = false;
        _mode = _outputMode;
        Fail();
        Take(lead);
        Take(value);
    }
}
