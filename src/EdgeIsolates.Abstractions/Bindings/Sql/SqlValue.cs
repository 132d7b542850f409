using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>A value in a row, or of a placeholder. The default is null.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct SqlValue : IEquatable<SqlValue>
{
    private readonly object? _reference;
    private readonly long _bits;

    private SqlValue(SqlValueKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>No value.</summary>
    public static SqlValue Null => default;

    /// <summary>What it is; says which accessor may be called.</summary>
    public SqlValueKind Kind { get; }

    /// <summary>A truth value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It.</returns>
    public static SqlValue From(bool value) => new(SqlValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>A whole number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It.</returns>
    public static SqlValue From(long value) => new(SqlValueKind.Integer, value, null);

    /// <summary>A floating-point number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It.</returns>
    public static SqlValue From(double value) => new(SqlValueKind.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>Text.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It.</returns>
    public static SqlValue From(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new SqlValue(SqlValueKind.Text, 0, value);
    }

    /// <summary>Bytes; nobody may change them afterwards.</summary>
    /// <param name="value">The value.</param>
    /// <returns>It.</returns>
    public static SqlValue From(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new SqlValue(SqlValueKind.Blob, 0, value);
    }

    /// <summary>Compares two values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind and content are the same.</returns>
    public static bool operator ==(SqlValue left, SqlValue right) => left.Equals(right);

    /// <summary>Compares two values.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether kind or content differ.</returns>
    public static bool operator !=(SqlValue left, SqlValue right) => !left.Equals(right);

    /// <summary>The truth value.</summary>
    /// <returns>It.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public bool AsBoolean() => Of(SqlValueKind.Boolean)._bits != 0;

    /// <summary>The whole number.</summary>
    /// <returns>It.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public long AsInteger() => Of(SqlValueKind.Integer)._bits;

    /// <summary>The floating-point number.</summary>
    /// <returns>It.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public double AsReal() => BitConverter.Int64BitsToDouble(Of(SqlValueKind.Real)._bits);

    /// <summary>The text.</summary>
    /// <returns>It.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public string AsText() => (string)Of(SqlValueKind.Text)._reference!;

    /// <summary>The bytes; not to be changed.</summary>
    /// <returns>They.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public byte[] AsBlob() => (byte[])Of(SqlValueKind.Blob)._reference!;

    /// <inheritdoc/>
    public bool Equals(SqlValue other) =>
        Kind == other.Kind
        && _bits == other._bits
        && (_reference is byte[] bytes ? bytes.AsSpan().SequenceEqual(other.AsBlob()) : Equals(_reference, other._reference));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SqlValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _bits, _reference is byte[] bytes ? bytes.Length : _reference?.GetHashCode());

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SqlValueKind.Null => "null",
        SqlValueKind.Boolean => AsBoolean() ? "true" : "false",
        SqlValueKind.Integer => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AsInteger()}"),
        SqlValueKind.Real => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AsReal():R}"),
        SqlValueKind.Text => AsText(),
        _ => $"x'{Convert.ToHexString(AsBlob())}'",
    };

    private SqlValue Of(SqlValueKind kind) => Kind == kind ? this : throw new InvalidOperationException($"The value is {Kind}, not {kind}.");
}
