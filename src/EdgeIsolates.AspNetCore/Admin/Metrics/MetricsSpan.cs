using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeIsolates.AspNetCore;

/// <summary>Reads the query of metrics: <c>?from=…&amp;to=…&amp;region=…&amp;step=…</c>.</summary>
internal static class MetricsSpan
{
    public static readonly IReadOnlyList<AdminParameter> Parameters =
    [
        new("from", "string", "The beginning; an hour before the end when it is not said.", "date-time"),
        new("to", "string", "The end; now when it is not said.", "date-time"),
        new("region", "string", "Only the requests that ran in this region; empty for hosts that name none."),
        new("step", "integer", "The width of a step of the series, in seconds: whole minutes. Without it the series are empty."),
    ];

    private static readonly TimeSpan Default = TimeSpan.FromHours(1);

    public static bool TryRead(IQueryCollection query, DateTimeOffset now, string? functionName, [NotNullWhen(true)] out FunctionMetricsQuery? span)
    {
        span = null;
        if (!TryReadTime(query["to"], now, out DateTimeOffset to)
            || !TryReadTime(query["from"], to - Default, out DateTimeOffset from)
            || !TryReadStep(query["step"], out TimeSpan? step))
        {
            return false;
        }

        string? region = query.TryGetValue("region", out StringValues said) ? said.ToString() : null;
        span = new FunctionMetricsQuery { FunctionName = functionName, Region = region, From = from, To = to, Step = step };
        return true;
    }

    private static bool TryReadTime(string? text, DateTimeOffset silent, out DateTimeOffset time)
    {
        time = silent;
        return string.IsNullOrEmpty(text)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static bool TryReadStep(string? text, out TimeSpan? step)
    {
        step = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds);
        step = TimeSpan.FromSeconds(seconds);
        return isNumber;
    }
}
