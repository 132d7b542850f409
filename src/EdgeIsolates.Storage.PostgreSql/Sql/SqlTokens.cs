namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>PostgreSQL's lexical rules, as far as they say what is text, a quoted name, a comment or a word. What has no end ends with the text.</summary>
internal static class SqlTokens
{
    /// <summary>Whether a comment begins here.</summary>
    public static bool IsComment(string sql, int at) => sql[at] is '-' or '/' && at + 1 < sql.Length && sql[at..(at + 2)] is "--" or "/*";

    /// <summary>The end of the token that begins here; always further on.</summary>
    public static int EndOf(string sql, int at)
    {
        char first = sql[at];
        if (first is '\'' or '"')
        {
            return EndOfQuoted(sql, at, first, escapes: false);
        }

        if (first == '$')
        {
            return EndOfDollar(sql, at);
        }

        if (IsComment(sql, at))
        {
            return first == '-' ? EndOfLine(sql, at) : EndOfBlock(sql, at);
        }

        return IsWord(first) ? EndOfWord(sql, at) : at + 1;
    }

    private static int EndOfQuoted(string sql, int at, char quote, bool escapes)
    {
        for (int i = at + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == quote)
            {
                if (i + 1 == sql.Length || sql[i + 1] != quote)
                {
                    return i + 1;
                }

                i++;
            }
        }

        return sql.Length;
    }

    // A dollar inside a word is part of the word, and E'…' is text with backslashes.
    private static int EndOfWord(string sql, int at)
    {
        int end = at;
        while (end < sql.Length && (IsWord(sql[end]) || sql[end] == '$'))
        {
            end++;
        }

        bool isEscaped = end - at == 1 && sql[at] is 'e' or 'E' && end < sql.Length && sql[end] == '\'';
        return isEscaped ? EndOfQuoted(sql, end, '\'', escapes: true) : end;
    }

    // $tag$ … $tag$; anything else that begins with a dollar is only that.
    private static int EndOfDollar(string sql, int at)
    {
        int end = at + 1;
        while (end < sql.Length && IsWord(sql[end]))
        {
            end++;
        }

        if (end == sql.Length || sql[end] != '$' || char.IsAsciiDigit(sql[at + 1]))
        {
            return at + 1;
        }

        string tag = sql[at..(end + 1)];
        int close = sql.IndexOf(tag, end + 1, StringComparison.Ordinal);
        return close < 0 ? sql.Length : close + tag.Length;
    }

    private static int EndOfLine(string sql, int at)
    {
        int end = sql.AsSpan(at).IndexOfAny('\n', '\r');
        return end < 0 ? sql.Length : at + end;
    }

    private static int EndOfBlock(string sql, int at)
    {
        int depth = 0;
        for (int i = at; i + 1 < sql.Length; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*')
            {
                depth++;
                i++;
            }
            else if (sql[i] == '*' && sql[i + 1] == '/')
            {
                i++;
                if (--depth == 0)
                {
                    return i + 1;
                }
            }
        }

        return sql.Length;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || c > '\x7f';
}
