using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

// Values in and out. A value that V8 could not make does not exist (V8Value.Exists is false).
public readonly unsafe ref partial struct V8Scope
{
    /// <summary><c>undefined</c>.</summary>
    public V8Value Undefined => Make(new NativeValue { Kind = NativeKind.Undefined });

    /// <summary><c>null</c>.</summary>
    public V8Value Null => Make(new NativeValue { Kind = NativeKind.Null });

    /// <summary>A number.</summary>
    public V8Value Number(double value) => Make(new NativeValue { Kind = NativeKind.Double, Number = value });

    /// <summary>A whole number.</summary>
    public V8Value Int32(int value) => Make(new NativeValue { Kind = NativeKind.Int32, Integer = value });

    /// <summary>A boolean.</summary>
    public V8Value Boolean(bool value) => Make(new NativeValue { Kind = NativeKind.Boolean, Integer = value ? 1 : 0 });

    /// <summary>A string.</summary>
    public V8Value String(ReadOnlySpan<char> text)
    {
        nint local = 0;
        fixed (char* units = text)
        {
            _ = NativeMethods.ev8_new_string(_native, units, text.Length, &local);
        }

        return new V8Value(local);
    }

    /// <summary>A string from UTF-8.</summary>
    public V8Value StringUtf8(ReadOnlySpan<byte> text)
    {
        nint local = 0;
        fixed (byte* units = text)
        {
            _ = NativeMethods.ev8_new_string_utf8(_native, units, text.Length, &local);
        }

        return new V8Value(local);
    }

    /// <summary>A Uint8Array over a copy of the bytes. Does not exist when the budget has no room for them.</summary>
    public V8Value Bytes(ReadOnlySpan<byte> bytes)
    {
        nint local = 0;
        fixed (byte* data = bytes)
        {
            _ = NativeMethods.ev8_new_bytes(_native, data, bytes.Length, &local);
        }

        return new V8Value(local);
    }

    /// <summary>A Uint8Array over the host's own memory, without a copy. The memory stays pinned until V8 has collected the buffer or the isolate is gone.</summary>
    public V8Value LendBytes(Memory<byte> memory)
    {
        var pinned = memory.Pin();
        var handle = GCHandle.Alloc(new LentBytes(pinned));
        nint local = 0;
        if (NativeMethods.ev8_lend_bytes(_native, (byte*)pinned.Pointer, memory.Length, GCHandle.ToIntPtr(handle), &local) != V8Status.Ok)
        {
            handle.Free();
            pinned.Dispose();
        }

        return new V8Value(local);
    }

    /// <summary>A function or value of the snapshot's <c>internals.entry</c>.</summary>
    public V8Value Internal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        nint local = 0;
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(name.Length)];
        var length = Encoding.UTF8.GetBytes(name, utf8);
        fixed (byte* text = utf8)
        {
            _ = NativeMethods.ev8_entry(_native, text, length, &local);
        }

        return new V8Value(local);
    }

    /// <summary>A property. Runs a getter if there is one, so it may end like any other call.</summary>
    public V8Status GetProperty(V8Value target, ReadOnlySpan<char> name, out V8Value value)
    {
        var key = String(name);
        nint local = 0;
        var status = key.Exists && target.Exists ? NativeMethods.ev8_get_property(_native, target.Slot, key.Slot, &local) : Missing();
        value = new V8Value(local);
        return status;
    }

    /// <summary>Keeps a value beyond this scope.</summary>
    public V8Reference Hold(V8Value value) => new(NativeMethods.ev8_hold(_native, value.Slot));

    /// <summary>A value that was held.</summary>
    public V8Value Get(V8Reference reference) => new(reference.IsValid ? NativeMethods.ev8_held(_native, reference.Id) : 0);

    /// <summary>Lets go of a value that was held.</summary>
    public void Release(V8Reference reference)
    {
        if (reference.IsValid)
        {
            NativeMethods.ev8_release(_native, reference.Id);
        }
    }

    /// <summary>The text of a string value; null when it is none.</summary>
    public string? GetString(V8Value value)
    {
        var described = DescribeValue(value);
        return described.Kind == NativeKind.String ? ReadString(in described) : null;
    }

    /// <summary>The number of a numeric value; NaN when it is none.</summary>
    public double GetNumber(V8Value value)
    {
        var described = DescribeValue(value);
        return described.Kind switch
        {
            NativeKind.Int32 => described.Integer,
            NativeKind.Double => described.Number,
            _ => double.NaN,
        };
    }

    /// <summary>Whether the value is <c>true</c>.</summary>
    public bool GetBoolean(V8Value value) => DescribeValue(value) is { Kind: NativeKind.Boolean, Integer: 1 };

    /// <summary>Whether the value is <c>undefined</c> or <c>null</c>, or does not exist.</summary>
    public bool IsNullOrUndefined(V8Value value) => DescribeValue(value).Kind is NativeKind.Undefined or NativeKind.Null;

    /// <summary>The bytes of an ArrayBuffer or view, valid until JavaScript runs again; empty when the value is none.</summary>
    public ReadOnlySpan<byte> GetBytes(V8Value value)
    {
        var described = DescribeValue(value);
        return described.Kind == NativeKind.Bytes ? new ReadOnlySpan<byte>((void*)described.Data, checked((int)described.Length)) : default;
    }

    /// <summary>The value as structured clone bytes. <see cref="V8Status.Exception"/> when it cannot be cloned.</summary>
    public V8Status Serialize(V8Value value, out byte[] bytes)
    {
        NativeBytes native = default;
        var status = NativeMethods.ev8_serialize(_native, value.Slot, &native);
        bytes = status == V8Status.Ok ? native.TakeArray() : [];
        return status;
    }

    /// <summary>A value from structured clone bytes.</summary>
    public V8Status Deserialize(ReadOnlySpan<byte> bytes, out V8Value value)
    {
        nint local = 0;
        V8Status status;
        fixed (byte* data = bytes)
        {
            status = NativeMethods.ev8_deserialize(_native, data, bytes.Length, &local);
        }

        value = new V8Value(local);
        return status;
    }

    internal string ReadString(in NativeValue value)
    {
        var source = (Native: _native, value.Local, value.IsOneByte);
        return string.Create(checked((int)value.Length), source, static (buffer, text) =>
        {
            if (text.IsOneByte)
            {
                WriteLatin1(text.Native, text.Local, buffer);
                return;
            }

            fixed (char* units = buffer)
            {
                _ = NativeMethods.ev8_string_write(text.Native, text.Local, units, buffer.Length);
            }
        });
    }

    internal byte[] ReadUtf8(in NativeValue value)
    {
        var bytes = new byte[NativeMethods.ev8_string_utf8_length(_native, value.Local)];
        long written = 0;
        fixed (byte* buffer = bytes)
        {
            _ = NativeMethods.ev8_string_write_utf8(_native, value.Local, buffer, bytes.Length, &written);
        }

        return bytes;
    }

    private static void WriteLatin1(nint native, nint local, Span<char> buffer)
    {
        const int OnStack = 1024;
        byte[]? rented = null;
        Span<byte> narrow = buffer.Length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(buffer.Length);
        fixed (byte* bytes = narrow)
        {
            _ = NativeMethods.ev8_string_write_latin1(native, local, bytes, buffer.Length);
        }

        _ = Encoding.Latin1.GetChars(narrow[..buffer.Length], buffer);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private NativeValue DescribeValue(V8Value value)
    {
        NativeValue described = default;
        if (value.Exists)
        {
            _ = NativeMethods.ev8_describe(_native, value.Slot, &described);
        }

        return described;
    }

    private V8Value Make(NativeValue value)
    {
        nint local = 0;
        _ = NativeMethods.ev8_new_value(_native, &value, &local);
        return new V8Value(local);
    }
}
