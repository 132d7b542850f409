namespace EdgeIsolates.V8;

/// <summary>What JavaScript threw, read without running any of the tenant's code. Frames of the snapshot's own scripts are left out.</summary>
public sealed record V8Exception
{
    /// <summary>The error's name, such as <c>TypeError</c>; <c>Error</c> for a thrown value that is none.</summary>
    public required string Name { get; init; }

    /// <summary>The error's message, or the thrown value as text.</summary>
    public required string Message { get; init; }

    /// <summary>The module or script at fault; null when unknown.</summary>
    public string? ScriptName { get; init; }

    /// <summary>The line in it, from 1; 0 when unknown.</summary>
    public int Line { get; init; }

    /// <summary>The column in it, from 1; 0 when unknown.</summary>
    public int Column { get; init; }

    /// <summary>The text of that line; null when unknown.</summary>
    public string? SourceLine { get; init; }

    /// <summary>The stack, innermost first; empty when the thrown value carries none.</summary>
    public IReadOnlyList<V8StackFrame> Frames { get; init; } = [];

    /// <summary>Name, message and frames, as a JavaScript developer expects to read them.</summary>
    public string Stack => string.Join("\n    ", Frames.Select(frame => frame.ToString()).Prepend(ToString()));

    /// <inheritdoc/>
    public override string ToString() => Message.Length == 0 ? Name : $"{Name}: {Message}";
}
