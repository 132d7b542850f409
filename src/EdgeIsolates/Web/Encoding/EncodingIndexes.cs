using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeIsolates.Web.Encodings;

// The indexes of the Encoding standard (https://encoding.spec.whatwg.org/#indexes), from pointers to code units; 0 is none.
//
// They lie in `indexes.bin`: 16-bit numbers, each written as the difference to the one before, all compressed by Brotli. In order: gb18030, euc-kr,
// jis0208, jis0212, big5 (its code points without their plane), one bit per pointer of big5 for "plane 2", the gb18030 ranges (pointer, code point)
// and 128 code points for each single-byte encoding. Unpacked (180 KB) when the first script asks for such an encoding.
internal sealed class EncodingIndexes
{
    private const int Gb18030Length = 23940;
    private const int EucKrLength = 23940;
    private const int Jis0208Length = 11280;
    private const int Jis0212Length = 8836;
    private const int Big5Length = 19782;
    private const int Big5PlanesLength = (Big5Length + 15) / 16;
    private const int RangesLength = 416;
    private const int SingleByteLength = 128;

    private static readonly Lazy<EncodingIndexes> Instance = new(() => new EncodingIndexes());

    private readonly ushort[] _units;
    private readonly int _singleByteStart;
    private readonly Range _gb18030;
    private readonly Range _eucKr;
    private readonly Range _jis0208;
    private readonly Range _jis0212;
    private readonly Range _big5;
    private readonly Range _big5Planes;
    private readonly Range _ranges;

    private EncodingIndexes()
    {
        _units = Unpack();
        int end = 0;
        Range Next(int length) => new(end, end += length);
        _gb18030 = Next(Gb18030Length);
        _eucKr = Next(EucKrLength);
        _jis0208 = Next(Jis0208Length);
        _jis0212 = Next(Jis0212Length);
        _big5 = Next(Big5Length);
        _big5Planes = Next(Big5PlanesLength);
        _ranges = Next(RangesLength);
        _singleByteStart = end;
    }

    public static EncodingIndexes Shared => Instance.Value;

    public int Gb18030(int pointer) => At(_gb18030, pointer);

    public int EucKr(int pointer) => At(_eucKr, pointer);

    public int Jis0208(int pointer) => At(_jis0208, pointer);

    public int Jis0212(int pointer) => At(_jis0212, pointer);

    public int Big5(int pointer)
    {
        int unit = At(_big5, pointer);
        return (At(_big5Planes, pointer >> 4) & (1 << (pointer & 15))) == 0 ? unit : 0x20000 | unit;
    }

    /// <summary>https://encoding.spec.whatwg.org/#index-gb18030-ranges-code-point</summary>
    public int Gb18030Range(int pointer)
    {
        if (pointer is (> 39419 and < 189000) or > 1237575)
        {
            return 0;
        }

        if (pointer >= 189000)
        {
            return 0x10000 + pointer - 189000;
        }

        ReadOnlySpan<ushort> ranges = _units.AsSpan(_ranges);
        int at = ranges.Length - 2;
        while (ranges[at] > pointer)
        {
            at -= 2;
        }

        return ranges[at + 1] + pointer - ranges[at];
    }

    /// <summary>What the bytes from 0x80 on mean in a single-byte encoding, by its place in the file.</summary>
    public ReadOnlySpan<ushort> SingleByte(int place) => _units.AsSpan(_singleByteStart + (place * SingleByteLength), SingleByteLength);

    private static ushort[] Unpack()
    {
        using Stream resource = typeof(EncodingIndexes).Assembly.GetManifestResourceStream("Web/Encoding/indexes.bin")
            ?? throw new InvalidOperationException("The indexes of the legacy encodings are not part of this build.");
        using var brotli = new BrotliStream(resource, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        brotli.CopyTo(bytes);
        var units = new ushort[bytes.Length / 2];
        ushort last = 0;
        for (int i = 0; i < units.Length; i++)
        {
            last += BinaryPrimitives.ReadUInt16LittleEndian(bytes.GetBuffer().AsSpan(2 * i));
            units[i] = last;
        }

        return units;
    }

    private int At(Range index, int pointer)
    {
        ReadOnlySpan<ushort> units = _units.AsSpan(index);
        return (uint)pointer < (uint)units.Length ? units[pointer] : 0;
    }
}
