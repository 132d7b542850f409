namespace EdgeIsolates.Isolates;

// Headers cross the border as one string, "name\nvalue\nname\nvalue", and are parsed on the other side when somebody looks at them. A line break can
// occur in neither names nor values, so it needs no escaping, and letting one through would forge a header.
internal static class HeaderText
{
    /// <summary>Joins headers.</summary>
    /// <exception cref="ArgumentException">A name or value holds a line break.</exception>
    public static string Join(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (headers.Count == 0)
        {
            return "";
        }

        int length = (2 * headers.Count) - 1;
        for (int i = 0; i < headers.Count; i++)
        {
            (string name, string value) = headers[i];
            if (name.Contains('\n') || value.Contains('\n'))
            {
                throw new ArgumentException("A header's name or value holds a line break.", nameof(headers));
            }

            length += name.Length + value.Length;
        }

        return string.Create(length, headers, static (text, headers) =>
        {
            for (int i = 0; i < headers.Count; i++)
            {
                (string name, string value) = headers[i];
                name.CopyTo(text);
                text[name.Length] = '\n';
                text = text[(name.Length + 1)..];
                value.CopyTo(text);
                text = text[value.Length..];
                if (i < headers.Count - 1)
                {
                    text[0] = '\n';
                    text = text[1..];
                }
            }
        });
    }

    /// <summary>Takes headers apart; what follows the last complete pair is ignored.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Split(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        var headers = new KeyValuePair<string, string>[(text.Count('\n') + 1) / 2];
        for (int i = 0; i < headers.Length; i++)
        {
            string name = TakeLine(ref text);
            headers[i] = KeyValuePair.Create(name, TakeLine(ref text));
        }

        return headers;
    }

    private static string TakeLine(ref ReadOnlySpan<char> text)
    {
        int end = text.IndexOf('\n');
        ReadOnlySpan<char> line = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return line.ToString();
    }
}
