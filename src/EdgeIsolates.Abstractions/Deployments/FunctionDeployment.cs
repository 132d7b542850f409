using System.Collections.ObjectModel;

namespace EdgeIsolates;

/// <summary>What someone asks to deploy. Nothing in it is checked before <see cref="IEdgeFunctions.DeployAsync"/>, which reports every fault at once.</summary>
public sealed record FunctionDeployment
{
    /// <summary>The function's name: 1 to 63 characters of <c>a-z 0-9 - _</c>, beginning with a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>The files; the first is the main module and must be JavaScript.</summary>
    public required IReadOnlyList<EdgeModule> Modules { get; init; }

    /// <summary>Route patterns such as <c>/api/*</c>, <c>example.com/api/users/*</c>, <c>*.example.com/*</c> or <c>/webhook</c>.</summary>
    /// <value>Empty when not set: the function can only be called by name.</value>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Limits and environment.</summary>
    /// <value><see cref="FunctionConfig.Default"/> when not set.</value>
    public FunctionConfig Config { get; init; } = FunctionConfig.Default;

    /// <summary>
    /// Secrets by name: values that the handler gets in <c>env</c> like variables, that are encrypted at rest and never shown again. Those of the version before stay; an empty value takes one away.
    /// </summary>
    /// <value>Empty when not set: the secrets stay as they are.</value>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How many percent of the requests the new version gets, 0 to 100; the version that is active now keeps the rest. The first version gets all of them.</summary>
    /// <value>The default is 100: the new version takes over. At 0 it is kept until <see cref="IEdgeFunctions.SplitTrafficAsync"/> gives it requests.</value>
    public int TrafficPercent { get; init; } = 100;

    /// <summary>Who deploys, for the history.</summary>
    /// <value>Empty when not set.</value>
    public string DeployedBy { get; init; } = "";

    /// <summary>What the deployer says about it, for the history.</summary>
    /// <value>Empty when not set.</value>
    public string Message { get; init; } = "";

    /// <summary>A deployment of a single JavaScript file named <c>index.js</c>.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="code">The source text.</param>
    /// <param name="routes">The routes.</param>
    /// <returns>The deployment.</returns>
    public static FunctionDeployment FromCode(string name, string code, params IReadOnlyList<string> routes) =>
        new() { Name = name, Modules = [EdgeModule.JavaScript("index.js", code)], Routes = routes };
}
