using System.Text;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// A line of source with a caret below the column, as compilers print it. Minified code has lines of megabytes: only a window around the column is shown.
/// </summary>
internal static class SourceExcerpt
{
    private const int WindowBefore = 60;
    private const int WindowAfter = 60;

    public static string Of(string message, string? module, int line, int column, string? sourceLine)
    {
        StringBuilder text = new(PlainText.Of(message));
        if (module is not null)
        {
            text.Append(" at ").Append(PlainText.Of(module));
            if (line > 0)
            {
                text.Append(':').Append(line).Append(':').Append(column);
            }
        }

        if (sourceLine is null || line <= 0)
        {
            return text.ToString();
        }

        (string window, int caret) = Window(sourceLine, column);
        string gutter = $"{line} | ";
        text.Append("\n\n").Append(gutter).Append(window);
        if (caret >= 0)
        {
            text.Append('\n').Append(' ', gutter.Length - 2).Append("| ").Append(' ', caret).Append('^');
        }

        return text.ToString();
    }

    /// <summary>The part of a line around a column (from 1).</summary>
    public static string Window(string sourceLine, int column, out int caret)
    {
        (string window, caret) = Window(sourceLine, column);
        return window;
    }

    private static (string Window, int Caret) Window(string sourceLine, int column)
    {
        int at = Math.Clamp(column - 1, 0, sourceLine.Length);
        int start = Math.Max(0, at - WindowBefore);
        int end = Math.Min(sourceLine.Length, at + WindowAfter);
        string before = start > 0 ? "…" : "";
        string after = end < sourceLine.Length ? "…" : "";
        return (before + PlainText.OneToOne(sourceLine[start..end]) + after, column > 0 ? before.Length + at - start : -1);
    }
}
