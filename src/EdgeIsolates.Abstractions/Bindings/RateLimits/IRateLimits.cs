namespace EdgeIsolates;

/// <summary>
/// Counts what <c>ratelimit</c> bindings let through. Within any span of a limit's period, wherever it begins, no more than the limit are let through; what is refused does not count.
/// Safe for use from any thread and, when the counts are shared, from many processes.
/// </summary>
public interface IRateLimits
{
    /// <summary>Lets one more through, if the limit allows it now.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="key">Who is limited; any text.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether it was counted.</param>
    /// <returns>Whether it may pass; if so, it was counted.</returns>
    /// <exception cref="StoreUnavailableException">The counts cannot be reached.</exception>
    ValueTask<bool> TryTakeAsync(RateLimit limit, string key, CancellationToken cancellationToken);
}
