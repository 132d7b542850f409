using EdgeIsolates.V8;

namespace EdgeIsolates.Isolates;

/// <summary>V8's account of an error, in the host's terms.</summary>
internal static class ScriptErrors
{
    public static EdgeError ToEdgeError(this V8Exception exception) => new(
        exception.Name,
        exception.Message,
        exception.ScriptName,
        exception.Line,
        exception.Column,
        exception.SourceLine,
        exception.Stack);
}
