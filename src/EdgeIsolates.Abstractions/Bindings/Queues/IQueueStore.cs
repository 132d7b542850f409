namespace EdgeIsolates;

/// <summary>
/// Keeps queues of messages: each is given out at least once, until it is acknowledged. Safe for use from any thread and, when the store is shared, from many processes.
/// <list type="number">
/// <item>A queue exists by its name alone; one without messages leaves no trace.</item>
/// <item>A message that was given out is leased: nobody else gets it until the lease ends. One that nobody settles, because its process was killed, comes back then.</item>
/// <item>A message is settled only with its present lease: who comes too late changes nothing.</item>
/// <item>The time is the caller's, in milliseconds: the clocks of nodes may differ by much less than a lease lasts.</item>
/// </list>
/// Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached.
/// </summary>
public interface IQueueStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Adds messages: all or none. A message whose id is in the queue already is passed over.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether the messages were added.</param>
    /// <returns>A task that ends when they are kept as safely as the store keeps anything.</returns>
    Task SendAsync(string queue, IReadOnlyList<QueueSend> messages, CancellationToken cancellationToken);

    /// <summary>Gives out messages that are due, those that are due longest first.</summary>
    /// <param name="lease">What is asked for.</param>
    /// <param name="cancellationToken">Gives up; messages that were given out all the same come back when the lease ends.</param>
    /// <returns>The messages; empty when there are none, or not enough yet.</returns>
    Task<IReadOnlyList<LeasedMessage>> LeaseAsync(QueueLease lease, CancellationToken cancellationToken);

    /// <summary>Says what becomes of messages that were given out, all in one step. Those that are not leased any more are passed over.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="verdicts">The verdicts, one for a message.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether it was done.</param>
    /// <returns>How many messages were settled.</returns>
    Task<int> SettleAsync(string queue, IReadOnlyList<QueueVerdict> verdicts, CancellationToken cancellationToken);

    /// <summary>Counts the messages of all queues that have any.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts by the queue's name, in ordinal order.</returns>
    Task<IReadOnlyList<QueueCounts>> CountAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Shows messages without giving them out.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="after">The id of the last message that was shown before; empty to begin.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The messages in the order of their ids; fewer than <paramref name="most"/> when there are no more.</returns>
    Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken);

    /// <summary>Deletes all messages of a queue, also those in flight.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    Task<long> PurgeAsync(string queue, CancellationToken cancellationToken);

    /// <summary>Moves messages that are not in flight to another queue, where they are due at once and their attempts begin anew: dead letters go back to work.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="to">The other queue.</param>
    /// <param name="most">The most messages, those with the lowest ids first.</param>
    /// <param name="now">The present time.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether they were moved.</param>
    /// <returns>How many were moved; 0 when both queues are the same.</returns>
    Task<int> MoveAsync(string queue, string to, int most, DateTimeOffset now, CancellationToken cancellationToken);
}
