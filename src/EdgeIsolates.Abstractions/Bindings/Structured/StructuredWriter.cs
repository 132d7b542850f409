using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EdgeIsolates;

// Writes V8's structured clone format as its version 13, which every V8 from 10.2 on reads: tags as in StructuredReader. Texts go as UTF-8, which V8 reads though it writes none.
/// <summary>Writes a value in V8's structured clone format, from its beginning to its end. Not for use by two threads at once.</summary>
public sealed class StructuredWriter
{
    private const byte Version = 13;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Begins a value.</summary>
    public StructuredWriter()
    {
        Put(0xFF);
        Put(Version);
    }

    /// <summary>What was written, as a result of a binding.</summary>
    /// <returns>The value; valid while nothing more is written.</returns>
    public BindingValue ToValue() => BindingValue.Structured(_bytes.WrittenMemory);

    /// <summary>Writes <c>undefined</c>.</summary>
    public void WriteUndefined() => Put('_');

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNull() => Put('0');

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    public void Write(bool value) => Put(value ? 'T' : 'F');

    /// <summary>Writes a number.</summary>
    /// <param name="value">The value.</param>
    public void Write(double value)
    {
        Put('N');
        PutDouble(value);
    }

    /// <summary>Writes a string; <c>null</c> when there is none.</summary>
    /// <param name="value">The value.</param>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        Put('S');
        int length = Encoding.UTF8.GetByteCount(value);
        PutVarint((uint)length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    /// <summary>Writes a <c>Date</c>.</summary>
    /// <param name="value">The value.</param>
    public void Write(DateTimeOffset value)
    {
        Put('D');
        PutDouble((value - DateTimeOffset.UnixEpoch).TotalMilliseconds);
    }

    /// <summary>Writes a bigint.</summary>
    /// <param name="value">The value.</param>
    public void Write(BigInteger value)
    {
        // V8 wants whole digits of 64 bits.
        const int Digit = sizeof(ulong);
        var magnitude = BigInteger.Abs(value);
        byte[] digits = magnitude.ToByteArray(isUnsigned: true);
        int length = value.IsZero ? 0 : (digits.Length + Digit - 1) / Digit * Digit;
        Put('Z');
        PutVarint(((uint)length << 1) | (value.Sign < 0 ? 1u : 0u));
        Span<byte> padded = _bytes.GetSpan(length)[..length];
        padded.Clear();
        digits.AsSpan(0, Math.Min(digits.Length, length)).CopyTo(padded);
        _bytes.Advance(length);
    }

    /// <summary>Writes a <c>Uint8Array</c>.</summary>
    /// <param name="value">The bytes.</param>
    public void Write(ReadOnlySpan<byte> value)
    {
        Put('B');
        PutVarint((uint)value.Length);
        _bytes.Write(value);
        Put('V');
        Put('B');
        PutVarint(0);
        PutVarint((uint)value.Length);
    }

    /// <summary>Begins an object; members follow, each its name by <see cref="Write(string)"/> and its value.</summary>
    public void BeginObject() => Put('o');

    /// <summary>Ends an object.</summary>
    /// <param name="members">How many members it has.</param>
    public void EndObject(int members)
    {
        Put('{');
        PutVarint((uint)members);
    }

    /// <summary>Begins an array; its items follow.</summary>
    /// <param name="length">How many there will be.</param>
    public void BeginArray(int length)
    {
        Put('A');
        PutVarint((uint)length);
    }

    /// <summary>Ends an array.</summary>
    /// <param name="length">How many items it has.</param>
    public void EndArray(int length)
    {
        Put('$');
        PutVarint(0);
        PutVarint((uint)length);
    }

    private void Put(char tag) => Put((byte)tag);

    private void Put(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private void PutDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    private void PutVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Put((byte)(value | 0x80));
        }

        Put((byte)value);
    }
}
