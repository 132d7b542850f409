namespace EdgeIsolates.AspNetCore;

/// <summary>An error of a script or a limit. Line and column count from 1; 0 means unknown.</summary>
internal sealed record ErrorDescription(string Name, string Message, string? Module, int Line, int Column, string? SourceLine, string Stack)
{
    public static ErrorDescription? Of(EdgeError? error) => error is null ? null : new(
        error.Name,
        error.Message,
        error.Module,
        error.Line,
        error.Column,
        error.SourceLine is null ? null : SourceExcerpt.Window(error.SourceLine, error.Column, out _),
        error.Stack);
}
