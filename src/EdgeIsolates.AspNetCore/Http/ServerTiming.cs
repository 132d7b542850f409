using System.Globalization;
using System.Text;

namespace EdgeIsolates.AspNetCore;

/// <summary>The <c>Server-Timing</c> header of a result; durations in milliseconds.</summary>
internal static class ServerTiming
{
    public static string Of(InvocationResult result)
    {
        StringBuilder text = new();
        Append(text, "total", result.WallTime);
        Append(text, "cpu", result.CpuTime);
        if (result.ColdStart is { } cold)
        {
            Append(text, "cold", cold.Ready);
            Append(text, "blank", cold.BlankWait);
            Append(text, "load", cold.Load);
            Append(text, "compile", cold.Compile, cold.CodeCache switch
            {
                CodeCacheOutcome.Hit => "cache-hit",
                CodeCacheOutcome.Rejected => "cache-rejected",
                _ => "cache-miss",
            });
            Append(text, "evaluate", cold.Evaluate);
            if (cold.FirstResponse is { } first)
            {
                Append(text, "first", first);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, TimeSpan duration, string? description = null)
    {
        if (text.Length > 0)
        {
            text.Append(", ");
        }

        text.Append(name);
        if (description is not null)
        {
            text.Append(";desc=").Append(description);
        }

        text.Append(CultureInfo.InvariantCulture, $";dur={duration.TotalMilliseconds:0.###}");
    }
}
