namespace EdgeIsolates;

/// <summary>
/// The functions of this host: deployed, changed and listed. A change is in the store when its method returns, at work on this node at once, and on other nodes that share the store as soon
/// as they hear of it. Expected failures are values, also a store that cannot be reached. Safe for use from any thread.
/// </summary>
public interface IEdgeFunctions
{
    /// <summary>
    /// Checks a deployment (name, routes, configuration, syntax, handler, evaluation within its budgets) and, when it is sound, stores it as a new immutable version and makes that
    /// the active one in one step: requests in flight finish on the old version, later ones get the new one. Of deploys at the same moment, the one with the highest version number ends as
    /// the active one, whichever is done last.
    /// </summary>
    /// <param name="deployment">What to deploy.</param>
    /// <param name="cancellationToken">Gives up; the new version is active, stored without being active, or absent then, never half there.</param>
    /// <returns>The new version, or every fault found. A faulty deployment is a value, never an exception.</returns>
    ValueTask<DeployResult> DeployAsync(FunctionDeployment deployment, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deploys the code that is live once more, with other routes, configuration or secrets: a new version of the same code. Refused while two versions share the requests, and when others
    /// change the function at the same time.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="change">
    /// Gets a deployment with the code, the routes and the configuration that are live, and without secrets, which stay unless they are named; gives what is to be deployed. Called once.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The active version, or every fault found.</returns>
    ValueTask<DeployResult> RedeployAsync(string name, Func<FunctionDeployment, FunctionDeployment> change, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deploys the code that is live once more, with other secrets: a new version, so that going back brings the old secrets too. Refused while two versions share the requests.
    /// </summary>
    /// <param name="name">The function's name.</param>
    /// <param name="secrets">The secrets by name. Those that are not named stay; an empty value takes one away.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The active version, or every fault found.</returns>
    ValueTask<DeployResult> SetSecretsAsync(
        string name,
        IReadOnlyDictionary<string, string> secrets,
        string by = "",
        CancellationToken cancellationToken = default);

    /// <summary>Gives all requests to an earlier version.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="number">The version's number; <see langword="null"/> for the newest one below those that are active now.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The function's state, or why nothing was changed.</returns>
    ValueTask<ChangeResult> RollBackAsync(string name, int? number = null, string by = "", CancellationToken cancellationToken = default);

    /// <summary>Splits the requests between the version that is active now and another one. 100 percent ends the split.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="number">The other version's number.</param>
    /// <param name="percent">How many percent of the requests it gets, 0 to 100.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The function's state, or why nothing was changed.</returns>
    ValueTask<ChangeResult> SplitTrafficAsync(string name, int number, int percent, string by = "", CancellationToken cancellationToken = default);

    /// <summary>Switches a function off: requests to it are refused, its routes stay its own.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The function's state, or why nothing was changed.</returns>
    ValueTask<ChangeResult> DisableAsync(string name, string by = "", CancellationToken cancellationToken = default);

    /// <summary>Switches a function on again.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The function's state, or why nothing was changed.</returns>
    ValueTask<ChangeResult> EnableAsync(string name, string by = "", CancellationToken cancellationToken = default);

    /// <summary>Removes a function, its routes and all its versions; requests in flight finish.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="by">Who asks for it, for the history.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The removed function's last state, or why nothing was changed.</returns>
    ValueTask<ChangeResult> RemoveAsync(string name, string by = "", CancellationToken cancellationToken = default);

    /// <summary>Finds a function as this node knows it now. Asks no store.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The function, or <see langword="null"/>.</returns>
    FunctionRecord? Find(string name);

    /// <summary>Lists the functions as this node knows them now, by name in ordinal order. Asks no store.</summary>
    /// <returns>A snapshot that later changes do not touch.</returns>
    IReadOnlyList<FunctionRecord> List();

    /// <summary>Lists the versions that are kept of a function.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The versions, newest first; empty when there is no such function.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Reads everything in the stores and looks for what must never be there: records that name versions that are missing or damaged, routes without a claim.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One sentence for each fault; empty when all is well. A change under way may look like a fault for a moment.</returns>
    /// <exception cref="StoreUnavailableException">A store cannot be reached.</exception>
    ValueTask<IReadOnlyList<string>> CheckStoresAsync(CancellationToken cancellationToken = default);
}
