using System.Runtime.InteropServices;

namespace EdgeIsolates;

/// <summary>One line that a function logged.</summary>
/// <param name="Function">The function's version.</param>
/// <param name="RequestId">The request the line belongs to; <see langword="null"/> for start-up.</param>
/// <param name="IsolateId">The isolate.</param>
/// <param name="Time">When it was logged.</param>
/// <param name="Level">The level.</param>
/// <param name="Text">The text; may hold line breaks.</param>
/// <param name="Error">The error the line is about, when it is about one.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FunctionLogEntry(
    EdgeFunction Function,
    string? RequestId,
    string IsolateId,
    DateTimeOffset Time,
    FunctionLogLevel Level,
    string Text,
    EdgeError? Error = null);
