namespace EdgeIsolates;

/// <summary>A line that a request logged.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">The level.</param>
/// <param name="Text">The text; may hold line breaks.</param>
public sealed record InvocationLogLine(DateTimeOffset Time, FunctionLogLevel Level, string Text);
