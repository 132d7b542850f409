namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#single-byte-decoder</summary>
internal sealed class SingleByteDecoder(string encoding, int place) : LegacyDecoder(encoding)
{
    public override int State { get; set; }

    protected override void Take(int value)
    {
        if (value == End)
        {
            return;
        }

        int unit = IsAscii(value) ? value : Indexes.SingleByte(place)[value - 0x80];
        if (unit == 0 && value != 0)
        {
            Fail();
        }
        else
        {
            Emit(unit);
        }
    }
}
