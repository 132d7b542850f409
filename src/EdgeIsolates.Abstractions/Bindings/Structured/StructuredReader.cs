using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EdgeIsolates;

// Reads what V8's ValueSerializer writes (src/objects/value-serializer.cc), formats 13 to 15: what V8 10.2 to 13.6 write.
//
// A value is a tag and what belongs to it. Objects are numbered as they begin, and one that comes again is a reference to its number. What a C# graph could not be made of
// is refused: a value that holds itself, and one that is deeper than any honest one.
/// <summary>Reads V8's structured clone format.</summary>
public ref struct StructuredReader
{
    private const int MostDepth = 128;
    private const int FirstVersionWithViewFlags = 14;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<StructuredValue?> _objects;
    private int _at;
    private int _version;
    private int _depth;

    private StructuredReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _objects = [];
    }

    /// <summary>Reads a value with its header.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The value.</returns>
    /// <exception cref="BindingException">They are damaged, or hold what C# has no form for: a value that refers to itself, shared memory.</exception>
    public static StructuredValue Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StructuredReader(bytes);
        if (reader.NextByte() != 0xFF)
        {
            throw Damaged();
        }

        reader._version = (int)reader.NextVarint();
        return reader.NextValue();
    }

    private StructuredValue NextValue()
    {
        if (++_depth > MostDepth)
        {
            throw new BindingException("DataCloneError", $"The value is more than {MostDepth} levels deep.");
        }

        StructuredValue value = NextOf(NextTag());
        while (value.Kind == StructuredKind.Bytes && _at < _bytes.Length && Peek() == 'V')
        {
            value = NextView(value);
        }

        _depth--;
        return value;
    }

    private StructuredValue NextOf(char tag) => tag switch
    {
        '_' or '-' => StructuredValue.Undefined,
        '0' => StructuredValue.Null,
        'T' => new(StructuredKind.Boolean, true),
        'F' => new(StructuredKind.Boolean, false),
        'I' => new(StructuredKind.Number, (double)NextZigZag()),
        'U' => new(StructuredKind.Number, (double)NextVarint()),
        'N' => new(StructuredKind.Number, NextDouble()),
        'Z' => new(StructuredKind.BigInt, NextBigInt()),
        '"' or 'c' or 'S' => new(StructuredKind.String, NextText(tag)),
        '^' => NextReference(),
        'D' => Add(new StructuredValue(StructuredKind.Date, NextDouble())),
        'y' => Add(new StructuredValue(StructuredKind.Boolean, true)),
        'x' => Add(new StructuredValue(StructuredKind.Boolean, false)),
        'n' => Add(new StructuredValue(StructuredKind.Number, NextDouble())),
        'z' => Add(new StructuredValue(StructuredKind.BigInt, NextBigInt())),
        's' => Add(new StructuredValue(StructuredKind.String, NextText(NextTag()))),
        'R' => NextRegExp(),
        'o' => NextObject(),
        'A' => NextDenseArray(),
        'a' => NextSparseArray(),
        ';' => NextMap(),
        '\'' => NextSet(),
        'B' => Add(new StructuredValue(StructuredKind.Bytes, NextBytes((int)NextVarint()).ToArray())),
        '~' => NextResizable(),
        'r' => NextError(),
        _ => throw new BindingException("DataCloneError", "The value holds something that cannot leave its isolate."),
    };

    private StructuredValue NextReference()
    {
        uint number = NextVarint();
        return number < _objects.Count
            ? _objects[(int)number] ?? throw new BindingException("DataCloneError", "The value refers to itself, which the host has no form for.")
            : throw Damaged();
    }

    private StructuredValue NextObject()
    {
        int number = Open();
        List<KeyValuePair<string, StructuredValue>> members = NextMembers('{');
        NextVarint();
        return Close(number, new StructuredValue(StructuredKind.Object, members));
    }

    private StructuredValue NextDenseArray()
    {
        int number = Open();
        uint length = NextVarint();
        if (length > _bytes.Length - _at)
        {
            throw Damaged();
        }

        var items = new StructuredValue[length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = NextValue();
        }

        NextMembers('$');
        NextVarint();
        NextVarint();
        return Close(number, new StructuredValue(StructuredKind.Array, items));
    }

    private StructuredValue NextSparseArray()
    {
        const int MostHoles = 65_536;
        int number = Open();
        uint length = NextVarint();
        List<KeyValuePair<string, StructuredValue>> members = NextMembers('@');
        NextVarint();
        NextVarint();
        if (length > MostHoles)
        {
            throw new BindingException("DataCloneError", $"An array with holes has at most {MostHoles} elements here.");
        }

        var items = new StructuredValue[length];
        Array.Fill(items, StructuredValue.Undefined);
        foreach ((string name, StructuredValue item) in members)
        {
            if (uint.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out uint index) && index < length)
            {
                items[index] = item;
            }
        }

        return Close(number, new StructuredValue(StructuredKind.Array, items));
    }

    private StructuredValue NextMap()
    {
        int number = Open();
        List<KeyValuePair<StructuredValue, StructuredValue>> entries = [];
        while (Peek() != ':')
        {
            StructuredValue key = NextValue();
            entries.Add(new(key, NextValue()));
        }

        NextTag();
        NextVarint();
        return Close(number, new StructuredValue(StructuredKind.Map, entries));
    }

    private StructuredValue NextSet()
    {
        int number = Open();
        List<StructuredValue> items = [];
        while (Peek() != ',')
        {
            items.Add(NextValue());
        }

        NextTag();
        NextVarint();
        return Close(number, new StructuredValue(StructuredKind.Set, items));
    }

    private StructuredValue NextRegExp()
    {
        int number = Open();
        string pattern = NextText(NextTag());
        NextVarint();
        return Close(number, new StructuredValue(StructuredKind.RegExp, pattern));
    }

    private StructuredValue NextResizable()
    {
        int length = (int)NextVarint();
        NextVarint();
        return Add(new StructuredValue(StructuredKind.Bytes, NextBytes(length).ToArray()));
    }

    private StructuredValue NextView(StructuredValue buffer)
    {
        NextTag();
        NextByte();
        uint offset = NextVarint();
        uint length = NextVarint();
        if (_version >= FirstVersionWithViewFlags)
        {
            NextVarint();
        }

        return offset + (ulong)length <= (ulong)buffer.Bytes.Length
            ? Add(new StructuredValue(StructuredKind.Bytes, buffer.Bytes.Slice((int)offset, (int)length).ToArray()))
            : throw Damaged();
    }

    private StructuredValue NextError()
    {
        int number = Open();
        string name = "Error";
        List<KeyValuePair<string, StructuredValue>> members = [];
        for (char tag = (char)NextByte(); tag != '.'; tag = (char)NextByte())
        {
            switch (tag)
            {
                case 'm':
                    members.Add(new("message", new StructuredValue(StructuredKind.String, NextText(NextTag()))));
                    break;
                case 's':
                    members.Add(new("stack", new StructuredValue(StructuredKind.String, NextText(NextTag()))));
                    break;
                case 'c':
                    members.Add(new("cause", NextValue()));
                    break;
                default:
                    name = NameOfError(tag);
                    break;
            }
        }

        members.Insert(0, new("name", new StructuredValue(StructuredKind.String, name)));
        return Close(number, new StructuredValue(StructuredKind.Error, members));
    }

    private static string NameOfError(char tag) => tag switch
    {
        'E' => "EvalError",
        'R' => "RangeError",
        'F' => "ReferenceError",
        'S' => "SyntaxError",
        'T' => "TypeError",
        'U' => "URIError",
        _ => throw Damaged(),
    };

    private List<KeyValuePair<string, StructuredValue>> NextMembers(char end)
    {
        List<KeyValuePair<string, StructuredValue>> members = [];
        while (Peek() != end)
        {
            StructuredValue key = NextValue();
            string name = key.Kind == StructuredKind.Number ? key.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : key.Text;
            members.Add(new(name, NextValue()));
        }

        NextTag();
        return members;
    }

    private int Open()
    {
        _objects.Add(null);
        return _objects.Count - 1;
    }

    private readonly StructuredValue Close(int number, StructuredValue value)
    {
        _objects[number] = value;
        return value;
    }

    private readonly StructuredValue Add(StructuredValue value)
    {
        _objects.Add(value);
        return value;
    }

    // Zeros align texts of two-byte characters.
    private char Peek()
    {
        while (_at < _bytes.Length && _bytes[_at] == 0)
        {
            _at++;
        }

        return _at < _bytes.Length ? (char)_bytes[_at] : throw Damaged();
    }

    private char NextTag()
    {
        char tag = Peek();
        _at++;
        return tag;
    }

    private byte NextByte() => _at < _bytes.Length ? _bytes[_at++] : throw Damaged();

    private uint NextVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte part = NextByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return (uint)value;
            }
        }

        throw Damaged();
    }

    private int NextZigZag()
    {
        uint value = NextVarint();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    private double NextDouble() => BinaryPrimitives.ReadDoubleLittleEndian(NextBytes(sizeof(double)));

    private BigInteger NextBigInt()
    {
        uint bits = NextVarint();
        var magnitude = new BigInteger(NextBytes((int)(bits >> 1)), isUnsigned: true);
        return (bits & 1) == 0 ? magnitude : -magnitude;
    }

    private string NextText(char tag)
    {
        Encoding encoding = tag switch
        {
            '"' => Encoding.Latin1,
            'c' => Encoding.Unicode,
            'S' => Encoding.UTF8,
            _ => throw Damaged(),
        };
        return encoding.GetString(NextBytes((int)NextVarint()));
    }

    private ReadOnlySpan<byte> NextBytes(int length)
    {
        if (length < 0 || length > _bytes.Length - _at)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(_at, length);
        _at += length;
        return bytes;
    }

    private static BindingException Damaged() => new("DataCloneError", "The bytes are no value of V8's structured clone format.");
}
