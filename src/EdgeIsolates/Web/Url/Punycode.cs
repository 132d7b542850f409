using System.Text;

namespace EdgeIsolates.Web.Url;

/// <summary>https://www.rfc-editor.org/rfc/rfc3492</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialN = 0x80;

    /// <summary>Section 6.2; <c>null</c> when the input is no Punycode.</summary>
    public static List<int>? Decode(ReadOnlySpan<char> input)
    {
        int basic = Math.Max(input.LastIndexOf('-'), 0);
        var output = new List<int>(input.Length);
        foreach (char letter in input[..basic])
        {
            output.Add(letter);
        }

        int n = InitialN, i = 0, bias = InitialBias;
        for (int at = basic > 0 ? basic + 1 : 0; at < input.Length;)
        {
            int before = i;
            if (!ReadDelta(input, ref at, ref i, bias))
            {
                return null;
            }

            int length = output.Count + 1;
            bias = Adapt(i - before, length, before == 0);
            n += i / length;
            i %= length;
            if (n is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
            {
                return null;
            }

            output.Insert(i++, n);
        }

        return output;
    }

    /// <summary>Section 6.3; false when a number grows too large for it.</summary>
    public static bool TryEncode(ReadOnlySpan<int> input, StringBuilder output)
    {
        int start = output.Length;
        foreach (int codePoint in input)
        {
            _ = codePoint < InitialN ? output.Append((char)codePoint) : output;
        }

        int basic = output.Length - start, handled = basic, n = InitialN, delta = 0, bias = InitialBias;
        if (basic > 0)
        {
            output.Append('-');
        }

        for (; handled < input.Length; delta++, n++)
        {
            int next = NextFrom(input, n);
            long skipped = delta + ((long)(next - n) * (handled + 1));
            if (skipped > int.MaxValue - input.Length)
            {
                return false;
            }

            delta = (int)skipped;
            n = next;
            foreach (int codePoint in input)
            {
                delta += codePoint < n ? 1 : 0;
                if (codePoint == n)
                {
                    AppendDelta(output, delta, bias);
                    bias = Adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }

        return true;
    }

    private static int NextFrom(ReadOnlySpan<int> input, int n)
    {
        int next = int.MaxValue;
        foreach (int codePoint in input)
        {
            next = codePoint >= n ? Math.Min(next, codePoint) : next;
        }

        return next;
    }

    private static bool ReadDelta(ReadOnlySpan<char> input, ref int at, ref int i, int bias)
    {
        long weight = 1, sum = i;
        for (int k = Base; at < input.Length; k += Base)
        {
            int digit = DigitOf(input[at++]);
            sum += digit * weight;
            if (digit < 0 || sum > int.MaxValue)
            {
                return false;
            }

            int threshold = Threshold(k, bias);
            if (digit < threshold)
            {
                i = (int)sum;
                return true;
            }

            weight *= Base - threshold;
            if (weight > int.MaxValue)
            {
                return false;
            }
        }

        return false;
    }

    private static void AppendDelta(StringBuilder output, int delta, int bias)
    {
        for (int k = Base; ; k += Base)
        {
            int threshold = Threshold(k, bias);
            if (delta < threshold)
            {
                output.Append(Digit(delta));
                return;
            }

            output.Append(Digit(threshold + ((delta - threshold) % (Base - threshold))));
            delta = (delta - threshold) / (Base - threshold);
        }
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, TMin, TMax);

    // Section 6.1.
    private static int Adapt(int delta, int length, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / length;
        int k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);

    private static int DigitOf(char digit) => digit switch
    {
        >= 'a' and <= 'z' => digit - 'a',
        >= 'A' and <= 'Z' => digit - 'A',
        >= '0' and <= '9' => digit - '0' + 26,
        _ => -1,
    };
}
