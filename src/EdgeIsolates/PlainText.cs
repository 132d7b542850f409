namespace EdgeIsolates;

/// <summary>
/// Makes a tenant's text fit to stand in one line of a log or a problem: no control characters that forge lines, no lone surrogates, bounded.
/// </summary>
internal static class PlainText
{
    private const int MaxLength = 1000;

    public static string Of(string text) =>
        text.Length <= MaxLength ? OneToOne(text) : string.Concat(OneToOne(text[..MaxLength]), "…");

    /// <summary>Replaces character by character, so that columns stay where they are.</summary>
    public static string OneToOne(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsPlain(text, i))
            {
                return string.Create(text.Length, text, static (span, source) =>
                {
                    for (int j = 0; j < span.Length; j++)
                    {
                        span[j] = IsPlain(source, j) ? source[j] : char.IsSurrogate(source[j]) ? '\uFFFD' : ' ';
                    }
                });
            }
        }

        return text;
    }

    private static bool IsPlain(string text, int i)
    {
        char c = text[i];
        if (char.IsHighSurrogate(c))
        {
            return i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
        }

        if (char.IsLowSurrogate(c))
        {
            return i > 0 && char.IsHighSurrogate(text[i - 1]);
        }

        return !char.IsControl(c) && c is not ('\u2028' or '\u2029');
    }
}
