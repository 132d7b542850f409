using System.Collections.ObjectModel;

namespace EdgeIsolates;

/// <summary>
/// One immutable version of a deployed function: its files, routes and configuration. A new deploy makes a new object; nothing is ever
/// changed in place, so a request sees one consistent version from start to end. Safe for use from any thread.
/// </summary>
public sealed record EdgeFunction
{
    /// <summary>The function's name: 1 to 63 characters of <c>a-z 0-9 - _</c>, beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>The version: a counter per name and the head of the content hash, such as <c>3-9f86d081</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The files; the first is the main module.</summary>
    public required IReadOnlyList<EdgeModule> Modules { get; init; }

    /// <summary>The route patterns this function answers, such as <c>/api/*</c> or <c>example.com/users/*</c>; may be empty.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Limits and environment of the function.</summary>
    public FunctionConfig Config { get; init; } = FunctionConfig.Default;

    /// <summary>When this version was deployed.</summary>
    public DateTimeOffset DeployedAt { get; init; }

    /// <summary>V8's compiled code of the main module, made at deploy; empty when there is none. A cache that V8 rejects costs time, never correctness.</summary>
    public ReadOnlyMemory<byte> CodeCache { get; init; }

    /// <summary>
    /// Whether the main module runs as a classic script, as a deploy found out; <see langword="null"/> (the default) when nobody has looked, then each
    /// cold start finds out for itself.
    /// </summary>
    public bool? IsClassicScript { get; init; }

    /// <summary>Secrets in the clear, for the isolate's <c>env</c> alone.</summary>
    internal IReadOnlyDictionary<string, string> Secrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Version}";
}
