namespace EdgeIsolates.Web.Encodings;

/// <summary>https://encoding.spec.whatwg.org/#euc-kr-decoder</summary>
internal sealed class EucKrDecoder() : DoubleByteDecoder("euc-kr")
{
    protected override void TakeTrail(int lead, int value) =>
        EmitOrRestore(value is >= 0x41 and <= 0xFE ? Indexes.EucKr(((lead - 0x81) * 190) + value - 0x41) : 0, value);
}
