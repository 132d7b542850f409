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

    /// <summary>The same error with the place where its code was stopped, if that is known.</summary>
    public static EdgeError At(this EdgeError error, V8Exception? place) => place is null
        ? error
        : error with
        {
            Module = place.ScriptName,
            Line = place.Line,
            Column = place.Column,
            Stack = string.Join("\n    ", place.Frames.Select(frame => frame.ToString()).Prepend($"{error.Name}: {error.Message}")),
        };
}
