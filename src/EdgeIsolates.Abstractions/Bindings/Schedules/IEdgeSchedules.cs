namespace EdgeIsolates;

/// <summary>
/// The schedules of functions, for the host's own code and the admin API. Safe for use from any thread. Every method throws <see cref="StoreUnavailableException"/> when the store
/// cannot be reached.
/// </summary>
public interface IEdgeSchedules
{
    /// <summary>Says when a schedule is due next.</summary>
    /// <param name="trigger">The schedule.</param>
    /// <returns>The time, or <see langword="null"/> when there is none, or the expression is faulty.</returns>
    DateTimeOffset? NextOf(CronTrigger trigger);

    /// <summary>Reads the last runs of a function, on all nodes.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="most">The most runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The runs, that of the latest tick first.</returns>
    Task<IReadOnlyList<ScheduledRun>> ReadAsync(string functionName, int most, CancellationToken cancellationToken = default);

    /// <summary>Calls a function's <c>scheduled</c> handler now, on this node.</summary>
    /// <param name="functionName">The function's name.</param>
    /// <param name="cron">What the handler finds as <c>controller.cron</c>; any text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How it went; <see langword="null"/> when another run began in the same millisecond.</returns>
    Task<ScheduledRun?> RunAsync(string functionName, string cron, CancellationToken cancellationToken = default);
}
