namespace EdgeIsolates;

/// <summary>
/// Keeps what functions did, minute by minute. Written in batches by a background task of each node, never on a request's path. Safe for use from any thread and, when the store
/// is shared, from many processes. Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IMetricsStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Adds the buckets to those that are there, all or none. A batch that was added before (within the last hour at least) is passed over.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="cancellationToken">Gives up; the same batch may be sent again.</param>
    /// <returns>A task that ends when they are added.</returns>
    Task AddAsync(MetricsBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads buckets.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One bucket for each function, version, region and minute, by minute.</returns>
    Task<IReadOnlyList<MetricsBucket>> ReadAsync(MetricsQuery query, CancellationToken cancellationToken);

    /// <summary>Deletes buckets that nobody wants any more.</summary>
    /// <param name="before">The first minute to keep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task RemoveBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
