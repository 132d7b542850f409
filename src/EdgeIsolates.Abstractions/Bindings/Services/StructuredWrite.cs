using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace EdgeIsolates;

/// <summary>What generated contracts write results with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StructuredWrite
{
    private const long MostExact = 9_007_199_254_740_991;

    /// <summary>A result as a value of its own.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The result.</param>
    /// <param name="write">Writes the type.</param>
    /// <returns>The value.</returns>
    public static BindingValue Result<T>(T value, Action<StructuredWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var writer = new StructuredWriter();
        write(writer, value);
        return writer.ToValue();
    }

    /// <summary>A whole number: a bigint when a number cannot hold it exactly.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Integer<T>(StructuredWriter writer, T value)
        where T : struct, IBinaryInteger<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        BigInteger whole = BigInteger.CreateChecked(value);
        if (BigInteger.Abs(whole) <= MostExact)
        {
            writer.Write((double)whole);
        }
        else
        {
            writer.Write(whole);
        }
    }

    /// <summary>A name of an enumeration in camel case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Enum<T>(StructuredWriter writer, T value)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(StructuredRead.CamelCase(value.ToString()));
    }

    /// <summary>A value by its text, such as a <see cref="Guid"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Text<T>(StructuredWriter writer, T value)
        where T : IFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(value.ToString(value is DateOnly or TimeOnly ? "O" : null, CultureInfo.InvariantCulture));
    }

    /// <summary>Items.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="values">The items.</param>
    /// <param name="write">Writes an item.</param>
    public static void Array<T>(StructuredWriter writer, IEnumerable<T> values, Action<StructuredWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        IReadOnlyCollection<T> items = values as IReadOnlyCollection<T> ?? [.. values];
        writer.BeginArray(items.Count);
        foreach (T item in items)
        {
            write(writer, item);
        }

        writer.EndArray(items.Count);
    }

    /// <summary>Values by name.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <param name="values">The values.</param>
    /// <param name="write">Writes a value.</param>
    public static void Dictionary<T>(StructuredWriter writer, IEnumerable<KeyValuePair<string, T>> values, Action<StructuredWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(write);
        int count = 0;
        writer.BeginObject();
        foreach ((string name, T value) in values)
        {
            writer.Write(name);
            write(writer, value);
            count++;
        }

        writer.EndObject(count);
    }

    /// <summary>Any value.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="value">The value.</param>
    public static void Any(StructuredWriter writer, StructuredValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Kind)
        {
            case StructuredKind.Undefined:
                writer.WriteUndefined();
                break;
            case StructuredKind.Null:
                writer.WriteNull();
                break;
            case StructuredKind.Boolean:
                writer.Write(value.Boolean);
                break;
            case StructuredKind.Number:
                writer.Write(value.Number);
                break;
            case StructuredKind.BigInt:
                writer.Write(value.BigInt);
                break;
            case StructuredKind.String or StructuredKind.RegExp:
                writer.Write(value.Text);
                break;
            case StructuredKind.Date:
                writer.Write(DateTimeOffset.UnixEpoch.AddMilliseconds(value.Number));
                break;
            case StructuredKind.Bytes:
                writer.Write(value.Bytes.Span);
                break;
            case StructuredKind.Array or StructuredKind.Set:
                Array(writer, value.Items, Any);
                break;
            case StructuredKind.Map:
                Dictionary(writer, value.Entries.Select(static entry => new KeyValuePair<string, StructuredValue>(entry.Key.Text, entry.Value)), Any);
                break;
            default:
                Dictionary(writer, value.Members, Any);
                break;
        }
    }
}
