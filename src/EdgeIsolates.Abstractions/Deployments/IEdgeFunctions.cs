namespace EdgeIsolates;

/// <summary>The functions this host knows, by name. Safe for use from any thread.</summary>
public interface IEdgeFunctions
{
    /// <summary>
    /// Checks a deployment (name, routes, configuration, syntax, handler, evaluation within its budgets) and, when it is sound, makes it the
    /// active version in one step: requests in flight finish on the old version, later ones get the new one.
    /// </summary>
    /// <param name="deployment">What to deploy.</param>
    /// <param name="cancellationToken">Gives up the check; nothing is deployed then.</param>
    /// <returns>The active version, or every fault found. A faulty deployment is a value, never an exception.</returns>
    ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, CancellationToken cancellationToken = default);

    /// <summary>Removes a function and its routes; requests in flight finish.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="cancellationToken">Gives up before anything was removed.</param>
    /// <returns>Whether there was such a function.</returns>
    ValueTask<bool> RemoveAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Finds the active version of a function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The version, or <see langword="null"/>.</returns>
    EdgeFunction? Find(string name);

    /// <summary>Lists the active versions, by name in ordinal order.</summary>
    /// <returns>A snapshot that later deploys do not change.</returns>
    IReadOnlyList<EdgeFunction> List();
}
