namespace EdgeIsolates;

/// <summary>
/// What functions did, as counted by this node and, when the store is shared, by all others: those of this node up to this moment, those of the others up to their last flush
/// (<c>EdgeIsolatesOptions.Metrics.FlushInterval</c>). Safe for use from any thread.
/// </summary>
public interface IEdgeMetrics
{
    /// <summary>Reads the figures of a span of time. A request counts in the minute in which it came.</summary>
    /// <param name="query">Which functions, when, and in which steps.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One entry for each function that had requests, by name in ordinal order.</returns>
    /// <exception cref="ArgumentException">The query makes no sense; the message says why.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    ValueTask<IReadOnlyList<FunctionMetrics>> ReadAsync(FunctionMetricsQuery query, CancellationToken cancellationToken = default);
}
