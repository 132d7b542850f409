namespace EdgeIsolates.AspNetCore;

/// <summary>A line that a request logged.</summary>
internal sealed record LogLineDescription(DateTimeOffset Time, FunctionLogLevel Level, string Text)
{
    public static IReadOnlyList<LogLineDescription> Of(IReadOnlyList<InvocationLogLine> lines) =>
        [.. lines.Select(line => new LogLineDescription(line.Time, line.Level, line.Text))];
}
