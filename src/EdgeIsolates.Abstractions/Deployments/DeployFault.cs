namespace EdgeIsolates;

/// <summary>One reason why a deployment was refused.</summary>
/// <param name="Code">One of <see cref="DeployFaultCodes"/>: stable, for programs.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Module">The file at fault, or <see langword="null"/> when no file is.</param>
/// <param name="Line">The line in that file, from 1; 0 when unknown.</param>
/// <param name="Column">The column in that line, from 1; 0 when unknown.</param>
/// <param name="SourceLine">The text of that line, or <see langword="null"/>.</param>
public sealed record DeployFault(
    string Code,
    string Message,
    string? Module = null,
    int Line = 0,
    int Column = 0,
    string? SourceLine = null);
