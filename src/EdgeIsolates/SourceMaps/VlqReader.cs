namespace EdgeIsolates.SourceMaps;

/// <summary>Reads the numbers of a map's <c>mappings</c>: base64 digits of five bits and a continuation bit, the lowest bit of the number being its sign.</summary>
internal ref struct VlqReader(ReadOnlySpan<byte> text)
{
    private const int DigitBits = 5;
    private const int Continues = 1 << DigitBits;
    private const int MostBits = 32;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _position = 0;

    private static ReadOnlySpan<sbyte> Digits =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 62, -1, -1, -1, 63, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, -1, -1, -1, -1, -1, -1,
        -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, -1, -1, -1, -1, -1,
        -1, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, -1, -1, -1, -1, -1,
    ];

    /// <summary>Whether the text is read to its end.</summary>
    public readonly bool IsAtEnd => _position == _text.Length;

    /// <summary>Whether a number stands here.</summary>
    public readonly bool IsAtNumber => !IsAtEnd && _text[_position] is not ((byte)',' or (byte)';');

    /// <summary>Takes a separator, when one stands here.</summary>
    public bool TryTake(byte separator)
    {
        if (IsAtEnd || _text[_position] != separator)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Reads a number and adds it to <paramref name="sum"/>. False when there is none, it has more than 32 bits, or the sum is below zero or too great.</summary>
    public bool TryAdd(ref int sum)
    {
        ulong bits = 0;
        int digit;
        int shift = 0;
        do
        {
            if (IsAtEnd || shift >= MostBits || (digit = DigitAt(_position)) < 0)
            {
                return false;
            }

            _position++;
            bits |= (ulong)(digit & (Continues - 1)) << shift;
            shift += DigitBits;
        }
        while ((digit & Continues) != 0);

        long number = (long)(bits >> 1);
        long next = sum + ((bits & 1) == 0 ? number : -number);
        sum = unchecked((int)next);
        return next is >= 0 and <= int.MaxValue;
    }

    private readonly int DigitAt(int position)
    {
        byte character = _text[position];
        return character < Digits.Length ? Digits[character] : -1;
    }
}
