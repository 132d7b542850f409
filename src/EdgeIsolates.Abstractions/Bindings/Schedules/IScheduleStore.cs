namespace EdgeIsolates;

/// <summary>
/// Keeps which node runs a tick of a schedule, so that exactly one does, and how that went. Safe for use from any thread and, when the store is shared, from many processes.
/// A claim ends when its run is completed, or when its time is over: then its node is taken for dead, and another one may claim the tick. Every method throws
/// <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IScheduleStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Claims a tick, when nobody has claimed it, or whoever did has not completed it in time.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether it was claimed.</param>
    /// <returns>The attempt, from 1; 0 when it is another's, or done.</returns>
    Task<int> TryClaimAsync(ScheduledClaim claim, CancellationToken cancellationToken);

    /// <summary>Notes how a run ended. A claim that another node has taken over by then is left alone.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="attempt">What <see cref="TryClaimAsync"/> gave.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is noted.</returns>
    Task CompleteAsync(ScheduledTick tick, int attempt, ScheduledOutcome outcome, CancellationToken cancellationToken);

    /// <summary>Reads the last runs of a function.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="most">The most runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The runs, that of the latest tick first.</returns>
    Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken);

    /// <summary>Finds the last tick that was claimed for one of a function's expressions.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="cron">The expression as in <see cref="ScheduledTick.Cron"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its time, or <see langword="null"/> when there is none.</returns>
    Task<DateTimeOffset?> FindLastAsync(string functionName, string cron, CancellationToken cancellationToken);

    /// <summary>Finds ticks whose nodes are taken for dead.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their runs as they were begun, oldest first; at most 100.</returns>
    Task<IReadOnlyList<ScheduledRun>> FindAbandonedAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes runs of old ticks, whether they were completed or not; the last one of each expression stays.</summary>
    /// <param name="before">The first tick to keep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
