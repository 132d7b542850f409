using System.Globalization;
using System.Numerics;

namespace EdgeIsolates;

/// <summary>A JavaScript value as structured clone carries it. Immutable.</summary>
public sealed class StructuredValue
{
    private readonly object? _value;

    internal StructuredValue(StructuredKind kind, object? value = null)
    {
        Kind = kind;
        _value = value;
    }

    /// <summary><c>undefined</c>.</summary>
    public static StructuredValue Undefined { get; } = new(StructuredKind.Undefined);

    /// <summary><c>null</c>.</summary>
    public static StructuredValue Null { get; } = new(StructuredKind.Null);

    /// <summary>What it is.</summary>
    public StructuredKind Kind { get; }

    /// <summary>Whether it is <c>undefined</c> or <c>null</c>.</summary>
    public bool IsNullish => Kind is StructuredKind.Undefined or StructuredKind.Null;

    /// <summary>A boolean; <see langword="false"/> for any other kind.</summary>
    public bool Boolean => _value is true;

    /// <summary>A number, or the milliseconds since 1970 of a date; NaN for any other kind.</summary>
    public double Number => _value is double number ? number : double.NaN;

    /// <summary>A bigint; 0 for any other kind.</summary>
    public BigInteger BigInt => _value is BigInteger number ? number : default;

    /// <summary>A string, or the pattern of a regular expression; empty for any other kind.</summary>
    public string Text => _value as string ?? "";

    /// <summary>Bytes; empty for any other kind.</summary>
    public ReadOnlyMemory<byte> Bytes => _value is byte[] bytes ? bytes : default;

    /// <summary>The items of an array or set; empty for any other kind.</summary>
    public IReadOnlyList<StructuredValue> Items => _value as IReadOnlyList<StructuredValue> ?? [];

    /// <summary>The members of an object or error, in order; empty for any other kind.</summary>
    public IReadOnlyList<KeyValuePair<string, StructuredValue>> Members => _value as IReadOnlyList<KeyValuePair<string, StructuredValue>> ?? [];

    /// <summary>The entries of a map, in order; empty for any other kind.</summary>
    public IReadOnlyList<KeyValuePair<StructuredValue, StructuredValue>> Entries => _value as IReadOnlyList<KeyValuePair<StructuredValue, StructuredValue>> ?? [];

    /// <summary>What a binding was given.</summary>
    /// <param name="value">A primitive, bytes or a structured clone.</param>
    /// <returns>The value.</returns>
    /// <exception cref="BindingException">It is a stream, request or response, or its bytes cannot be read.</exception>
    public static StructuredValue Of(BindingValue value) => value.Kind switch
    {
        BindingValueKind.Undefined => Undefined,
        BindingValueKind.Null => Null,
        BindingValueKind.Boolean => new(StructuredKind.Boolean, value.AsBoolean()),
        BindingValueKind.Number => new(StructuredKind.Number, value.AsNumber()),
        BindingValueKind.String => new(StructuredKind.String, value.AsString()),
        BindingValueKind.Bytes => new(StructuredKind.Bytes, value.AsBytes().ToArray()),
        BindingValueKind.Structured => StructuredReader.Read(value.AsBytes().Span),
        _ => throw new BindingException("TypeError", $"A {value.Kind} cannot stand here."),
    };

    /// <summary>A member of an object.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The member; <see cref="Undefined"/> when there is none.</returns>
    public StructuredValue this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, StructuredValue> member in Members)
            {
                if (string.Equals(member.Key, name, StringComparison.Ordinal))
                {
                    return member.Value;
                }
            }

            return Undefined;
        }
    }

    /// <summary>A few words for messages to people: <c>a string</c>, <c>null</c>.</summary>
    /// <returns>The words.</returns>
    public string Describe() => Kind switch
    {
        StructuredKind.Undefined => "undefined",
        StructuredKind.Null => "null",
        StructuredKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {Number}"),
        StructuredKind.Object or StructuredKind.Array or StructuredKind.Error => $"an {Kind.ToString().ToLowerInvariant()}",
        StructuredKind.Bytes => "an ArrayBuffer or a view",
        _ => $"a {Kind.ToString().ToLowerInvariant()}",
    };
}
