using System.Runtime.InteropServices;
using System.Text;

namespace EdgeIsolates.Web.Url;

// Domain names to ASCII by https://www.unicode.org/reports/tr46/#ToASCII as https://url.spec.whatwg.org/#concept-domain-to-ascii asks for it: CheckBidi,
// CheckJoiners, nontransitional; without CheckHyphens, UseSTD3ASCIIRules and VerifyDnsLength. .NET's IdnMapping is another standard where the host runs with
// invariant globalization, and other options of this one elsewhere.
//
// Normalization is V8's, which every host has. So the steps are three, and the script normalizes between them:
// Map → NFC → Decode → (still NFC?) → Encode. Each gives null for failure.
internal static class Idna
{
    private const string Prefix = "xn--";
    private const int MostCharacters = 2048; // Punycode takes the square of it, and no domain that resolves has more than 253
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>https://www.unicode.org/reports/tr46/#ProcessingStepMap</summary>
    public static string? Map(string domain)
    {
        if (domain.Length > MostCharacters)
        {
            return null;
        }

        IdnaTable table = IdnaTable.Shared;
        var mapped = new StringBuilder(domain.Length);
        foreach (Rune rune in domain.EnumerateRunes())
        {
            IdnaCharacter character = table[rune.Value];
            switch (character.Status)
            {
                case IdnaStatus.Disallowed:
                    return null;
                case IdnaStatus.Mapped:
                    mapped.Append(character.Mapping);
                    break;
                case IdnaStatus.Valid:
                    mapped.Append(rune);
                    break;
            }
        }

        return mapped.Length > MostCharacters ? null : mapped.ToString();
    }

    /// <summary>https://www.unicode.org/reports/tr46/#ProcessingStepConvertValidate, as far as Punycode is concerned.</summary>
    public static string? Decode(string domain)
    {
        string[] labels = domain.Split('.');
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i].StartsWith(Prefix, StringComparison.Ordinal))
            {
                List<int>? decoded = Ascii.IsValid(labels[i]) ? Punycode.Decode(labels[i].AsSpan(Prefix.Length)) : null;
                if (decoded is null || decoded.TrueForAll(codePoint => codePoint < 0x80))
                {
                    return null;
                }

                labels[i] = string.Concat(decoded.ConvertAll(char.ConvertFromUtf32));
            }
        }

        return string.Join('.', labels);
    }

    /// <summary>https://www.unicode.org/reports/tr46/#Validity_Criteria, then Punycode for what needs it.</summary>
    public static string? Encode(string domain)
    {
        List<List<int>> labels = LabelsOf(domain);
        bool isBidi = labels.Exists(label => label.Exists(codePoint => BidiOf(codePoint) is BidiClass.RightOrArabic or BidiClass.ArabicNumber));
        var output = new StringBuilder(domain.Length + Prefix.Length);
        for (int i = 0; i < labels.Count; i++)
        {
            ReadOnlySpan<int> label = CollectionsMarshal.AsSpan(labels[i]);
            if (label.Length > 0 && (!IsValid(label) || (isBidi && !IsBidiLabel(label))))
            {
                return null;
            }

            _ = i > 0 ? output.Append('.') : output;
            if (!TryAppend(label, output))
            {
                return null;
            }
        }

        return output.ToString();
    }

    private static List<List<int>> LabelsOf(string domain)
    {
        List<List<int>> labels = [[]];
        foreach (Rune rune in domain.EnumerateRunes())
        {
            if (rune.Value == '.')
            {
                labels.Add([]);
            }
            else
            {
                labels[^1].Add(rune.Value);
            }
        }

        return labels;
    }

    private static bool TryAppend(ReadOnlySpan<int> label, StringBuilder output)
    {
        if (label.ContainsAnyExceptInRange(0, 0x7F))
        {
            return Punycode.TryEncode(label, output.Append(Prefix));
        }

        foreach (int codePoint in label)
        {
            output.Append((char)codePoint);
        }

        return true;
    }

    private static bool IsValid(ReadOnlySpan<int> label)
    {
        IdnaTable table = IdnaTable.Shared;
        if (table[label[0]].IsMark || label is ['x', 'n', '-', '-', ..])
        {
            return false;
        }

        for (int i = 0; i < label.Length; i++)
        {
            bool isJoiner = label[i] is ZeroWidthNonJoiner or ZeroWidthJoiner;
            if (table[label[i]].Status != IdnaStatus.Valid || (isJoiner && !MayJoin(label, i)))
            {
                return false;
            }
        }

        return true;
    }

    // https://www.rfc-editor.org/rfc/rfc5892#appendix-A.1 and A.2
    private static bool MayJoin(ReadOnlySpan<int> label, int at)
    {
        IdnaTable table = IdnaTable.Shared;
        if (at > 0 && table[label[at - 1]].IsVirama)
        {
            return true;
        }

        if (label[at] == ZeroWidthJoiner)
        {
            return false;
        }

        return JoiningFrom(label, at, -1) is (JoiningType.Left or JoiningType.Dual) && JoiningFrom(label, at, 1) is (JoiningType.Right or JoiningType.Dual);
    }

    // Of the next character that way that is not transparent.
    private static JoiningType JoiningFrom(ReadOnlySpan<int> label, int at, int step)
    {
        var joining = JoiningType.Transparent;
        while (joining == JoiningType.Transparent && at + step >= 0 && at + step < label.Length)
        {
            at += step;
            joining = IdnaTable.Shared[label[at]].Joining;
        }

        return joining;
    }

    private static BidiClass BidiOf(int codePoint) => IdnaTable.Shared[codePoint].Bidi;

    // https://www.rfc-editor.org/rfc/rfc5893#section-2
    private static bool IsBidiLabel(ReadOnlySpan<int> label)
    {
        int end = label.Length - 1;
        while (end > 0 && BidiOf(label[end]) == BidiClass.NonspacingMark)
        {
            end--;
        }

        BidiClass last = BidiOf(label[end]);
        return BidiOf(label[0]) switch
        {
            BidiClass.RightOrArabic => IsRightToLeft(label) && last is (BidiClass.RightOrArabic or BidiClass.EuropeanNumber or BidiClass.ArabicNumber),
            BidiClass.Left => IsLeftToRight(label) && last is (BidiClass.Left or BidiClass.EuropeanNumber),
            _ => false,
        };
    }

    private static bool IsRightToLeft(ReadOnlySpan<int> label)
    {
        bool european = false, arabic = false;
        foreach (int codePoint in label)
        {
            BidiClass bidi = BidiOf(codePoint);
            if (bidi is BidiClass.Left or BidiClass.Forbidden)
            {
                return false;
            }

            european |= bidi == BidiClass.EuropeanNumber;
            arabic |= bidi == BidiClass.ArabicNumber;
        }

        return !(european && arabic);
    }

    private static bool IsLeftToRight(ReadOnlySpan<int> label)
    {
        foreach (int codePoint in label)
        {
            if (BidiOf(codePoint) is BidiClass.RightOrArabic or BidiClass.ArabicNumber or BidiClass.Forbidden)
            {
                return false;
            }
        }

        return true;
    }
}
