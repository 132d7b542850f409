namespace EdgeIsolates.AspNetCore;

/// <summary>The error behind a failed request, for those who wrote the function.</summary>
internal sealed record FunctionProblemError(
    string Function,
    string Version,
    string Name,
    string Message,
    string? Module,
    int Line,
    int Column,
    string? SourceLine);
