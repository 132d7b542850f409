using System.Globalization;
using System.Text;

namespace EdgeIsolates.Storage.PostgreSql;

/// <summary>
/// Turns SQLite's placeholders into PostgreSQL's, and cuts scripts: <c>?</c> and <c>?2</c> become <c>$n</c>, <c>??</c> stands for PostgreSQL's
/// operator <c>?</c>. What is inside text, quoted names and comments stays as it is.
/// </summary>
/// <remarks>
/// As in SQLite, <c>?</c> takes the number after the highest so far. This is no parser: it knows PostgreSQL's lexical rules and nothing more, and a
/// wrong statement stays one, for the server to refuse. Nothing that it does is a matter of safety: values never become part of the text.
/// </remarks>
internal static class SqlTranslation
{
    private const int MaxNumber = 65_535;

    /// <summary>Translates the placeholders of a statement.</summary>
    public static string Placeholders(string sql)
    {
        StringBuilder text = new(sql.Length + 16);
        int highest = 0;
        for (int at = 0; at < sql.Length;)
        {
            int end = SqlTokens.EndOf(sql, at);
            if (sql[at] != '?')
            {
                text.Append(sql, at, end - at);
            }
            else if (end < sql.Length && sql[end] == '?')
            {
                text.Append('?');
                end++;
            }
            else
            {
                int digits = DigitsFrom(sql, end);
                int number = digits == 0 ? highest + 1 : Number(sql.AsSpan(end, digits));
                highest = Math.Max(highest, number);
                text.Append(CultureInfo.InvariantCulture, $"${number}");
                end += digits;
            }

            at = end;
        }

        return text.ToString();
    }

    /// <summary>Cuts a script at its semicolons; parts without a statement are left out.</summary>
    public static IEnumerable<(int Position, string Statement)> Statements(string script)
    {
        int start = 0;
        bool blank = true;
        for (int at = 0; at < script.Length;)
        {
            int end = SqlTokens.EndOf(script, at);
            if (script[at] == ';')
            {
                if (!blank)
                {
                    yield return (start, script[start..at]);
                }

                (start, blank) = (end, true);
            }
            else
            {
                blank &= char.IsWhiteSpace(script[at]) || SqlTokens.IsComment(script, at);
            }

            at = end;
        }

        if (!blank)
        {
            yield return (start, script[start..]);
        }
    }

    private static int DigitsFrom(string sql, int at)
    {
        int end = at;
        while (end < sql.Length && char.IsAsciiDigit(sql[end]))
        {
            end++;
        }

        return end - at;
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MaxNumber
            ? number
            : throw new SqlStatementException($"variable number must be between ?1 and ?{MaxNumber}");
}
