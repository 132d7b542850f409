namespace EdgeIsolates.AspNetCore;

/// <summary>One reason why a deploy was refused. Line and column count from 1; 0 means unknown.</summary>
internal sealed record FaultDescription(string Code, string Message, string? Module, int Line, int Column, string? SourceLine)
{
    public static FaultDescription Of(DeployFault fault) => new(
        fault.Code,
        PlainText.Of(fault.Message),
        fault.Module is null ? null : PlainText.Of(fault.Module),
        fault.Line,
        fault.Column,
        fault.SourceLine is null ? null : SourceExcerpt.Window(fault.SourceLine, fault.Column, out _));
}
