namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#x-user-defined-decoder</summary>
internal sealed class UserDefinedDecoder() : LegacyDecoder("x-user-defined")
{
    public override int State { get; set; }

    protected override void Take(int value)
    {
        if (value != End)
        {
            Emit(IsAscii(value) ? value : 0xF780 + value - 0x80);
        }
    }
}
