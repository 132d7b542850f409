using System.Runtime.CompilerServices;
using EdgeIsolates.V8.Interop;

namespace EdgeIsolates.V8;

/// <summary>One call of a host op: its arguments and its answer. Arguments are read as they are, without conversions; at most 16 arrive.</summary>
public readonly unsafe ref struct V8OpCall
{
    private readonly ReadOnlySpan<NativeValue> _arguments;
    private readonly ref NativeValue _result;
    private readonly V8Isolate _isolate;

    internal V8OpCall(V8Isolate isolate, nint native, ReadOnlySpan<NativeValue> arguments, ref NativeValue result)
    {
        _isolate = isolate;
        Native = native;
        _arguments = arguments;
        _result = ref result;
    }

    /// <summary>The scope the op runs in. Do not dispose it.</summary>
    public V8Scope Scope => new(_isolate, Native, entered: true);

    /// <summary>How many arguments were given.</summary>
    public int ArgumentCount => _arguments.Length;

    private nint Native { get; }

    /// <summary>A string argument.</summary>
    /// <exception cref="V8OpException">It is not a string.</exception>
    public string GetString(int index)
    {
        ref readonly var value = ref Argument(index, NativeKind.String, "a string");
        return Scope.ReadString(in value);
    }

    /// <summary>A string argument as UTF-8; lone surrogates become U+FFFD.</summary>
    /// <exception cref="V8OpException">It is not a string.</exception>
    public byte[] GetUtf8(int index)
    {
        ref readonly var value = ref Argument(index, NativeKind.String, "a string");
        return Scope.ReadUtf8(in value);
    }

    /// <summary>A number argument that is a 32-bit integer.</summary>
    /// <exception cref="V8OpException">It is not.</exception>
    public int GetInt32(int index) => (int)Argument(index, NativeKind.Int32, "an integer").Integer;

    /// <summary>A number argument.</summary>
    /// <exception cref="V8OpException">It is not a number.</exception>
    public double GetDouble(int index) =>
        Peek(index).Kind == NativeKind.Int32 ? Peek(index).Integer : Argument(index, NativeKind.Double, "a number").Number;

    /// <summary>A boolean argument.</summary>
    /// <exception cref="V8OpException">It is not a boolean.</exception>
    public bool GetBoolean(int index) => Argument(index, NativeKind.Boolean, "a boolean").Integer != 0;

    /// <summary>The bytes of an ArrayBuffer or view, valid during the call and while no JavaScript runs.</summary>
    /// <exception cref="V8OpException">It is neither.</exception>
    public ReadOnlySpan<byte> GetBytes(int index)
    {
        ref readonly var value = ref Argument(index, NativeKind.Bytes, "bytes");
        return new ReadOnlySpan<byte>((void*)value.Data, checked((int)value.Length));
    }

    /// <summary>Any argument as a value; one that does not exist when fewer were given.</summary>
    public V8Value GetValue(int index) => new(index < _arguments.Length ? _arguments[index].Local : 0);

    /// <summary>Whether an argument is undefined, null or was not given.</summary>
    public bool IsNullOrUndefined(int index) => Peek(index).Kind is NativeKind.Undefined or NativeKind.Null;

    /// <summary>Whether an argument is a string.</summary>
    public bool IsString(int index) => Peek(index).Kind == NativeKind.String;

    /// <summary>Whether an argument is an ArrayBuffer or a view.</summary>
    public bool IsBytes(int index) => Peek(index).Kind == NativeKind.Bytes;

    /// <summary>What an argument is.</summary>
    public V8ValueKind KindOf(int index) => Peek(index).Kind switch
    {
        NativeKind.Undefined => V8ValueKind.Undefined,
        NativeKind.Null => V8ValueKind.Null,
        NativeKind.Boolean => V8ValueKind.Boolean,
        NativeKind.Int32 or NativeKind.Double => V8ValueKind.Number,
        NativeKind.String => V8ValueKind.String,
        NativeKind.Bytes => V8ValueKind.Bytes,
        _ => V8ValueKind.Other,
    };

    /// <summary>Answers a string, or null.</summary>
    public void Return(string? text) => Return(text is null ? Scope.Null : Scope.String(text));

    /// <summary>Answers a number.</summary>
    public void Return(double number) => _result = new NativeValue { Kind = NativeKind.Double, Number = number };

    /// <summary>Answers a whole number.</summary>
    public void Return(int number) => _result = new NativeValue { Kind = NativeKind.Int32, Integer = number };

    /// <summary>Answers a boolean.</summary>
    public void Return(bool value) => _result = new NativeValue { Kind = NativeKind.Boolean, Integer = value ? 1 : 0 };

    /// <summary>Answers a Uint8Array over a copy of the bytes.</summary>
    /// <exception cref="V8OpException">The isolate's budget has no room for them.</exception>
    public void Return(ReadOnlySpan<byte> bytes)
    {
        var value = Scope.Bytes(bytes);
        if (!value.Exists)
        {
            throw new V8OpException(V8ErrorClass.RangeError, "Array buffer allocation failed");
        }

        Return(value);
    }

    /// <summary>Answers any value.</summary>
    public void Return(V8Value value) => _result = new NativeValue { Kind = value.Exists ? NativeKind.Object : NativeKind.Undefined, Local = value.Slot };

    /// <summary>Answers a promise, to be settled later by <see cref="V8Scope.Resolve"/> or <see cref="V8Scope.Reject(V8Promise, V8OpException)"/>.</summary>
    public V8Promise ReturnPromise()
    {
        var promise = Scope.NewPromise(out var value);
        Return(value);
        return promise;
    }

    internal void Throw(V8OpException failure) => _result = Scope.NewError(failure);

    private NativeValue Peek(int index) => index < _arguments.Length ? _arguments[index] : default;

    private ref readonly NativeValue Argument(int index, NativeKind kind, string wanted)
    {
        if (index >= _arguments.Length || _arguments[index].Kind != kind)
        {
            throw new V8OpException(V8ErrorClass.TypeError, $"Argument {index + 1} must be {wanted}.");
        }

        return ref _arguments[index];
    }
}
