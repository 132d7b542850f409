using System.Text;
using EdgeIsolates.V8;

namespace EdgeIsolates.Web.Encodings;

// A decoder of the Encoding standard (https://encoding.spec.whatwg.org/#legacy-single-byte-encodings and what follows it): handlers written as the standard
// has them. "Restore to the queue" is a call of the handler with the bytes, as the last thing it does. Between two chunks all there is of a decoder
// is its `State`, a number that the script keeps, so no decoder of a tenant lives here.
internal abstract class LegacyDecoder(string encoding)
{
    protected const int End = -1;

    private readonly StringBuilder _text = new();
    private bool _isFatal;

    /// <summary>What is left of the chunks so far; 0 in the beginning, at most 30 bits.</summary>
    public abstract int State { get; set; }

    protected static EncodingIndexes Indexes => EncodingIndexes.Shared;

    /// <summary>Whether ASCII bytes mean themselves while <see cref="State"/> is 0.</summary>
    protected virtual bool IsAsciiPlain => true;

    /// <summary>Decodes a chunk. The text stays behind what it was before the call.</summary>
    public StringBuilder Decode(ReadOnlySpan<byte> bytes, bool isFatal, bool isLast)
    {
        _isFatal = isFatal;
        while (!bytes.IsEmpty)
        {
            if (IsAsciiPlain && bytes[0] < 0x80 && State == 0)
            {
                bytes = TakeAscii(bytes);
                continue;
            }

            Take(bytes[0]);
            bytes = bytes[1..];
        }

        if (isLast)
        {
            Take(End);
        }

        return _text;
    }

    protected static bool IsAscii(int value) => value is >= 0 and < 0x80;

    /// <summary>The standard's handler: takes a byte, or <see cref="End"/>.</summary>
    protected abstract void Take(int value);

    protected void Emit(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            _text.Append((char)codePoint);
        }
        else
        {
            _text.Append((char)(0xD7C0 + (codePoint >> 10))).Append((char)(0xDC00 | (codePoint & 0x3FF)));
        }
    }

    protected void Fail()
    {
        if (_isFatal)
        {
            throw new V8OpException(V8ErrorClass.TypeError, $"The encoded data was not valid for encoding {encoding}");
        }

        _text.Append('\uFFFD');
    }

    /// <summary>The end of the handlers of two-byte encodings: emits what an index has, or fails and restores an ASCII byte.</summary>
    protected void EmitOrRestore(int codePoint, int value)
    {
        if (codePoint != 0)
        {
            Emit(codePoint);
            return;
        }

        Fail();
        if (IsAscii(value))
        {
            Take(value);
        }
    }

    private ReadOnlySpan<byte> TakeAscii(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
        length = length < 0 ? bytes.Length : length;
        foreach (byte value in bytes[..length])
        {
            _text.Append((char)value);
        }

        return bytes[length..];
    }
}
