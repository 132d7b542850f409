namespace EdgeIsolates;

/// <summary>
/// Keeps which route belongs to which function, so that no two functions ever answer the same one, whichever nodes they are deployed on. Nodes match requests by the
/// functions' records; a claim is made before a version with the route becomes active and given back after the last one is gone. Safe for use from any thread and,
/// when the store is shared, from many processes. Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IRouteStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Claims routes for a function: all or none, in one step. Routes that it has already stay its own.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="patterns">The patterns in their canonical form.</param>
    /// <param name="now">What to note as the time of the claim.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether the routes were claimed.</param>
    /// <returns>The claims of other functions that stood in the way, and then nothing was claimed; empty when all routes belong to the function now.</returns>
    Task<IReadOnlyList<RouteClaim>> TryClaimAsync(string functionName, IReadOnlyList<string> patterns, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Gives back what a function has claimed, except for some.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="kept">The patterns that stay claimed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when they are free.</returns>
    Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken);

    /// <summary>Reads all claims.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The claims, in any order.</returns>
    Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken);
}
