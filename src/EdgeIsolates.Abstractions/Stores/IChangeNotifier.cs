namespace EdgeIsolates;

/// <summary>
/// Tells other nodes at once that functions have changed, beside the function store's own hints; any number of them may be registered. Only a hint that makes nodes look
/// sooner: nothing is lost when one is. Safe for use from any thread.
/// </summary>
public interface IChangeNotifier
{
    /// <summary>Tells everybody.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it was sent.</returns>
    /// <exception cref="StoreUnavailableException">It could not be sent.</exception>
    Task PublishAsync(CancellationToken cancellationToken);

    /// <summary>Waits for others' hints.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>
    /// One item for each hint, and one at the beginning, as soon as the watch stands. Hints that come while the last one is dealt with may be one item. Ends only by
    /// cancellation, or by <see cref="StoreUnavailableException"/>.
    /// </returns>
    IAsyncEnumerable<bool> WatchAsync(CancellationToken cancellationToken);
}
