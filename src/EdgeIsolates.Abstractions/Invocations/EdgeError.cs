namespace EdgeIsolates;

/// <summary>An error of a script, or of a limit it hit, with the place in the tenant's source.</summary>
/// <param name="Name">The error's class, such as <c>TypeError</c>.</param>
/// <param name="Message">What the error says.</param>
/// <param name="Module">The file at fault, or <see langword="null"/> when unknown.</param>
/// <param name="Line">The line in that file, from 1; 0 when unknown.</param>
/// <param name="Column">The column in that line, from 1; 0 when unknown.</param>
/// <param name="SourceLine">The text of that line, or <see langword="null"/>.</param>
/// <param name="Stack">The stack as the script would see it; may be empty. For logs, not for clients.</param>
public sealed record EdgeError(
    string Name,
    string Message,
    string? Module,
    int Line,
    int Column,
    string? SourceLine,
    string Stack)
{
    /// <summary>An error that has no place in a source file.</summary>
    /// <param name="name">The error's class.</param>
    /// <param name="message">What happened, as one sentence.</param>
    /// <returns>The error.</returns>
    public static EdgeError WithoutPlace(string name, string message) => new(name, message, null, 0, 0, null, "");
}
