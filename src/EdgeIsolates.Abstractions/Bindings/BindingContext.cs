namespace EdgeIsolates;

/// <summary>Whose binding it is. Immutable.</summary>
public sealed record BindingContext
{
    /// <summary>The binding's name in <c>env</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the function's configuration says about it.</summary>
    public required FunctionBinding Binding { get; init; }

    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The function's version.</summary>
    public required string FunctionVersion { get; init; }

    /// <summary>When that version was deployed.</summary>
    public DateTimeOffset DeployedAt { get; init; }

    /// <summary>The region of this host; empty when it does not say.</summary>
    public string Region { get; init; } = "";
}
