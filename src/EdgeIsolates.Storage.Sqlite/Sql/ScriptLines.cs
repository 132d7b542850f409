using System.Text;

namespace EdgeIsolates.Storage.Sqlite;

/// <summary>
/// D1 takes a script as a query a line, with or without semicolons; SQLite ends a statement at a semicolon only. Here a statement may have many lines, so a line
/// is a query of its own only where SQLite cannot read on and the next line begins a statement: half of a statement with a mistake in it is never run.
/// </summary>
internal static class ScriptLines
{
    private static readonly string[] s_beginnings =
        ["ALTER", "ANALYZE", "CREATE", "DELETE", "DROP", "EXPLAIN", "INSERT", "PRAGMA", "REINDEX", "REPLACE", "SELECT", "UPDATE", "VALUES", "WITH"];

    /// <summary>The length of the script's first line that says something, with what is before it, when the one after it begins a statement; otherwise 0.</summary>
    public static int FirstQuery(ReadOnlySpan<byte> script)
    {
        int end = EndOfFirst(script);
        ReadOnlySpan<byte> rest = script[end..];
        return BeginsStatement(rest[..EndOfFirst(rest)]) ? end : 0;
    }

    private static int EndOfFirst(ReadOnlySpan<byte> text)
    {
        int end = 0;
        while (end < text.Length)
        {
            int length = text[end..].IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = length < 0 ? text[end..] : text.Slice(end, length);
            end += length < 0 ? line.Length : length + 1;
            if (!IsSilent(line))
            {
                break;
            }
        }

        return end;
    }

    private static bool BeginsStatement(ReadOnlySpan<byte> lines)
    {
        ReadOnlySpan<byte> line = lines.TrimEnd(" \t\r\n"u8);
        line = line[(line.LastIndexOf((byte)'\n') + 1)..].TrimStart(" \t"u8);
        foreach (string word in s_beginnings)
        {
            if (line.Length > word.Length && !char.IsAsciiLetterOrDigit((char)line[word.Length]) && Ascii.EqualsIgnoreCase(line[..word.Length], word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSilent(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t\r"u8);
        return line.IsEmpty || line.StartsWith("--"u8);
    }
}
