using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeIsolates;

/// <summary>A value on its way between a script and a binding. <c>default</c> is <c>undefined</c>. Immutable, but a stream can be read once.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct BindingValue
{
    private readonly object? _reference;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly double _number;

    private BindingValue(BindingValueKind kind, object? reference = null, double number = 0, ReadOnlyMemory<byte> bytes = default)
    {
        Kind = kind;
        _reference = reference;
        _number = number;
        _bytes = bytes;
    }

    /// <summary><c>undefined</c>.</summary>
    public static BindingValue Undefined => default;

    /// <summary><c>null</c>.</summary>
    public static BindingValue Null => new(BindingValueKind.Null);

    /// <summary>What it is.</summary>
    public BindingValueKind Kind { get; }

    /// <summary>Whether it is <c>undefined</c> or <c>null</c>.</summary>
    public bool IsNullish => Kind is BindingValueKind.Undefined or BindingValueKind.Null;

    /// <summary>A boolean.</summary>
    public static BindingValue Of(bool value) => new(BindingValueKind.Boolean, number: value ? 1 : 0);

    /// <summary>A number.</summary>
    public static BindingValue Of(double value) => new(BindingValueKind.Number, number: value);

    /// <summary>A string; <c>null</c> when there is none.</summary>
    public static BindingValue Of(string? value) => value is null ? Null : new(BindingValueKind.String, value);

    /// <summary>Bytes. They must not change until the call has ended.</summary>
    public static BindingValue Of(ReadOnlyMemory<byte> value) => new(BindingValueKind.Bytes, bytes: value);

    /// <summary>A stream of bytes. The runtime completes the reader.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="length">How many there will be, when that is known.</param>
    public static BindingValue Of(PipeReader reader, long? length = null) => new(BindingValueKind.Stream, reader, length ?? -1);

    /// <summary>A <c>Request</c>.</summary>
    public static BindingValue Of(EdgeRequest request) => new(BindingValueKind.Request, request);

    /// <summary>A <c>Response</c>.</summary>
    public static BindingValue Of(EdgeResponse response) => new(BindingValueKind.Response, response);

    /// <summary>What <c>JSON.parse</c> makes of a text.</summary>
    /// <param name="utf8">The JSON text.</param>
    public static BindingValue Json(ReadOnlyMemory<byte> utf8) => new(BindingValueKind.Json, bytes: utf8);

    /// <summary>An object in V8's structured clone format, with its header.</summary>
    /// <param name="bytes">The bytes.</param>
    public static BindingValue Structured(ReadOnlyMemory<byte> bytes) => new(BindingValueKind.Structured, bytes: bytes);

    /// <summary>The boolean.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public bool AsBoolean() => Is(BindingValueKind.Boolean, "a boolean") && _number != 0;

    /// <summary>The number.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public double AsNumber() => Is(BindingValueKind.Number, "a number") ? _number : 0;

    /// <summary>The string.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public string AsString() => Is(BindingValueKind.String, "a string") ? (string)_reference! : "";

    /// <summary>The bytes: those of <see cref="BindingValueKind.Bytes"/>, of a JSON text, or of a structured clone.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public ReadOnlyMemory<byte> AsBytes() =>
        Kind is BindingValueKind.Json or BindingValueKind.Structured || Is(BindingValueKind.Bytes, "an ArrayBuffer or a view of one") ? _bytes : default;

    /// <summary>The stream. Whoever takes it must complete it.</summary>
    /// <param name="length">How many bytes it will give, when that is known.</param>
    /// <exception cref="BindingException">It is something else.</exception>
    public PipeReader AsStream(out long? length)
    {
        Is(BindingValueKind.Stream, "a ReadableStream");
        length = _number < 0 ? null : (long)_number;
        return (PipeReader)_reference!;
    }

    /// <summary>The request.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public EdgeRequest AsRequest() => Is(BindingValueKind.Request, "a Request") ? (EdgeRequest)_reference! : null!;

    /// <summary>The response.</summary>
    /// <exception cref="BindingException">It is something else.</exception>
    public EdgeResponse AsResponse() => Is(BindingValueKind.Response, "a Response") ? (EdgeResponse)_reference! : null!;

    /// <summary>How many bytes it holds; of streams and of bodies that come piece by piece nothing is known.</summary>
    internal long Size => Kind switch
    {
        BindingValueKind.String => Encoding.UTF8.GetByteCount((string)_reference!),
        BindingValueKind.Request => ((EdgeRequest)_reference!).Body.Length,
        BindingValueKind.Response => ((EdgeResponse)_reference!).Body.Length,
        BindingValueKind.Boolean or BindingValueKind.Number => sizeof(double),
        _ => _bytes.Length,
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        BindingValueKind.Undefined => "undefined",
        BindingValueKind.Null => "null",
        BindingValueKind.Boolean => _number == 0 ? "false" : "true",
        BindingValueKind.Number => _number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        BindingValueKind.String => (string)_reference!,
        BindingValueKind.Json => Encoding.UTF8.GetString(_bytes.Span),
        _ => Kind.ToString(),
    };

    private bool Is(BindingValueKind wanted, string name) =>
        Kind == wanted ? true : throw new BindingException("TypeError", $"The value must be {name}, and is {Kind}.");
}
