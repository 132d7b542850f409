namespace EdgeIsolates.V8;

/// <summary>One frame of a JavaScript stack.</summary>
/// <param name="Function">The function's name; empty at the top level and for anonymous functions.</param>
/// <param name="Script">The module or script it stands in.</param>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
public readonly record struct V8StackFrame(string Function, string Script, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => Function.Length == 0 ? $"at {Script}:{Line}:{Column}" : $"at {Function} ({Script}:{Line}:{Column})";
}
