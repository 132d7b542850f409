namespace EdgeIsolates;

/// <summary>
/// All there is to know about one version of a function except its code, which lies in the store as a package of its own. Immutable: a version is written once, whole,
/// and never changed. Safe for use from any thread.
/// </summary>
public sealed record FunctionVersion
{
    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The number, from 1, counted per function; never used twice for a name, not even after the function was removed.</summary>
    public required int Number { get; init; }

    /// <summary>The version as people see it: the number and the head of the content's hash, such as <c>3-9f86d081</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The route patterns in their canonical form.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Limits and environment.</summary>
    public FunctionConfig Config { get; init; } = FunctionConfig.Default;

    /// <summary>The files; the first is the main module.</summary>
    public IReadOnlyList<ModuleSummary> Modules { get; init; } = [];

    /// <summary>The names of its secrets, in ordinal order. Their values are in the package, encrypted, and are never shown.</summary>
    public IReadOnlyList<string> SecretNames { get; init; } = [];

    /// <summary>The SHA-256 of the package in lower-case hexadecimal: tells a whole package from a damaged one.</summary>
    public required string PackageHash { get; init; }

    /// <summary>When it was deployed.</summary>
    public DateTimeOffset DeployedAt { get; init; }

    /// <summary>Who deployed it; empty when nobody said.</summary>
    public string DeployedBy { get; init; } = "";

    /// <summary>What the deployer wrote about it; empty when nothing.</summary>
    public string Message { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{FunctionName}@{Version}";
}
