using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace EdgeIsolates;

/// <summary>What generated contracts read arguments with: each method wants one type and says what it met instead.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StructuredRead
{
    private const double MostExact = 9_007_199_254_740_991;

    /// <summary>Reads an argument of a call.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="index">The argument, from 0.</param>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads the type.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="BindingException">It is of another type.</exception>
    public static T Argument<T>(BindingCall call, int index, string name, Func<StructuredValue, T> read)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read(StructuredValue.Of(call.Argument(index)));
        }
        catch (StructuredTypeException failure)
        {
            throw new BindingException("TypeError", $"{call.Context.Name}.{call.Method}: {failure.Within(name).Message}.");
        }
    }

    /// <summary>Reads an argument that may be left out.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="index">The argument, from 0.</param>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads the type.</param>
    /// <param name="otherwise">What it is when it was left out.</param>
    /// <returns>The argument.</returns>
    /// <exception cref="BindingException">It is of another type.</exception>
    public static T Argument<T>(BindingCall call, int index, string name, Func<StructuredValue, T> read, T otherwise)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Argument(index).Kind == BindingValueKind.Undefined ? otherwise : Argument(call, index, name, read);
    }

    /// <summary>Reads a member of an object.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The object.</param>
    /// <param name="name">The member.</param>
    /// <param name="read">Reads the type.</param>
    /// <returns>The member.</returns>
    public static T Member<T>(StructuredValue value, string name, Func<StructuredValue, T> read)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read(value[name]);
        }
        catch (StructuredTypeException failure)
        {
            throw failure.Within(name);
        }
    }

    /// <summary>An object, to read members of.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same value.</returns>
    public static StructuredValue Object(StructuredValue value) => value is { Kind: StructuredKind.Object or StructuredKind.Error } ? value : throw Wrong(value, "an object");

    /// <summary>Any value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The same value.</returns>
    public static StructuredValue Any(StructuredValue value) => value;

    /// <summary>A string.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The string.</returns>
    public static string String(StructuredValue value) => value is { Kind: StructuredKind.String } ? value.Text : throw Wrong(value, "a string");

    /// <summary>A boolean.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The boolean.</returns>
    public static bool Boolean(StructuredValue value) => value is { Kind: StructuredKind.Boolean } ? value.Boolean : throw Wrong(value, "a boolean");

    /// <summary>A number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number.</returns>
    public static double Double(StructuredValue value) => value is { Kind: StructuredKind.Number } ? value.Number : throw Wrong(value, "a number");

    /// <summary>A number, less exact.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number.</returns>
    public static float Single(StructuredValue value) => (float)Double(value);

    /// <summary>A number with a decimal point.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number.</returns>
    public static decimal Decimal(StructuredValue value)
    {
        double number = Double(value);
        return Math.Abs(number) < (double)decimal.MaxValue ? (decimal)number : throw Wrong(value, "a number that a decimal can hold");
    }

    /// <summary>A whole number of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">A number, or a bigint.</param>
    /// <returns>The number.</returns>
    public static T Integer<T>(StructuredValue value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        BigInteger whole = value.Kind switch
        {
            StructuredKind.BigInt => value.BigInt,
            StructuredKind.Number when double.IsInteger(value.Number) && Math.Abs(value.Number) <= MostExact => new BigInteger(value.Number),
            _ => throw Wrong(value, "a whole number"),
        };
        return whole >= BigInteger.CreateChecked(T.MinValue) && whole <= BigInteger.CreateChecked(T.MaxValue)
            ? T.CreateChecked(whole)
            : throw Wrong(value, $"a whole number from {T.MinValue} to {T.MaxValue}");
    }

    /// <summary>A bigint, or a whole number.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number.</returns>
    public static BigInteger BigInt(StructuredValue value) => value switch
    {
        { Kind: StructuredKind.BigInt } => value.BigInt,
        { Kind: StructuredKind.Number } when double.IsInteger(value.Number) => new BigInteger(value.Number),
        _ => throw Wrong(value, "a bigint"),
    };

    /// <summary>A <c>Date</c>, or its text in ISO 8601.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The moment.</returns>
    public static DateTimeOffset Moment(StructuredValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Kind == StructuredKind.Date && Math.Abs(value.Number) < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).TotalMilliseconds)
        {
            return DateTimeOffset.UnixEpoch.AddMilliseconds(value.Number);
        }

        return value.Kind == StructuredKind.String
            && DateTimeOffset.TryParse(value.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
            ? moment
            : throw Wrong(value, "a Date");
    }

    /// <summary>A <c>Date</c> in UTC.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The moment.</returns>
    public static DateTime DateTime(StructuredValue value) => Moment(value).UtcDateTime;

    /// <summary>Milliseconds.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The time.</returns>
    public static TimeSpan TimeSpan(StructuredValue value) => System.TimeSpan.FromMilliseconds(Double(value));

    /// <summary>What a type parses from a string.</summary>
    /// <typeparam name="T">The type, such as <see cref="Guid"/>.</typeparam>
    /// <param name="value">The string.</param>
    /// <returns>The value.</returns>
    public static T Parsed<T>(StructuredValue value)
        where T : IParsable<T> =>
        T.TryParse(String(value), CultureInfo.InvariantCulture, out T? parsed) ? parsed : throw Wrong(value, $"a text that is a {typeof(T).Name}");

    /// <summary>An absolute or relative address.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The address.</returns>
    public static Uri Uri(StructuredValue value) => System.Uri.TryCreate(String(value), UriKind.RelativeOrAbsolute, out Uri? uri) ? uri : throw Wrong(value, "an address");

    /// <summary>A name of an enumeration, in any case.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The constant.</returns>
    public static T Enum<T>(StructuredValue value)
        where T : struct, Enum =>
        value is { Kind: StructuredKind.String } && !value.Text.Contains(',', StringComparison.Ordinal) && System.Enum.TryParse(value.Text, ignoreCase: true, out T constant) && System.Enum.IsDefined(constant)
            ? constant
            : throw Wrong(value, $"one of {string.Join(", ", System.Enum.GetNames<T>().Select(CamelCase))}");

    /// <summary>Bytes.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The bytes.</returns>
    public static byte[] Bytes(StructuredValue value) => value is { Kind: StructuredKind.Bytes } ? value.Bytes.ToArray() : throw Wrong(value, "an ArrayBuffer or a view of one");

    /// <summary>Something, or nothing.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="read">Reads the type.</param>
    /// <returns>What was read; <see langword="null"/> for <c>null</c> and <c>undefined</c>.</returns>
    public static T? OrNull<T>(StructuredValue value, Func<StructuredValue, T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(read);
        return value.IsNullish ? null : read(value);
    }

    /// <summary>A value, or nothing.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="read">Reads the type.</param>
    /// <returns>What was read; <see langword="null"/> for <c>null</c> and <c>undefined</c>.</returns>
    public static T? Nullable<T>(StructuredValue value, Func<StructuredValue, T> read)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(read);
        return value.IsNullish ? null : read(value);
    }

    /// <summary>The items of an array or a <c>Set</c>.</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="read">Reads an item.</param>
    /// <returns>The items.</returns>
    public static T[] Array<T>(StructuredValue value, Func<StructuredValue, T> read)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(read);
        if (value.Kind is not (StructuredKind.Array or StructuredKind.Set))
        {
            throw Wrong(value, "an array");
        }

        var items = new T[value.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            try
            {
                items[i] = read(value.Items[i]);
            }
            catch (StructuredTypeException failure)
            {
                throw failure.Within($"[{i}]");
            }
        }

        return items;
    }

    /// <summary>The members of an object, or the entries of a <c>Map</c> whose keys are strings.</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="read">Reads a value.</param>
    /// <returns>The values by name.</returns>
    public static Dictionary<string, T> Dictionary<T>(StructuredValue value, Func<StructuredValue, T> read)
    {
        ArgumentNullException.ThrowIfNull(value);
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        IEnumerable<KeyValuePair<string, StructuredValue>> members = value.Kind == StructuredKind.Map
            ? value.Entries.Select(static entry => new KeyValuePair<string, StructuredValue>(String(entry.Key), entry.Value))
            : Object(value).Members;
        foreach ((string name, StructuredValue member) in members)
        {
            try
            {
                values[name] = read(member);
            }
            catch (StructuredTypeException failure)
            {
                throw failure.Within(name);
            }
        }

        return values;
    }

    internal static string CamelCase(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static StructuredTypeException Wrong(StructuredValue value, string wanted) => new("", $"must be {wanted}, and is {value.Describe()}");
}
