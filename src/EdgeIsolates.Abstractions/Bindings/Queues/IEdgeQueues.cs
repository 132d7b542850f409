namespace EdgeIsolates;

/// <summary>
/// The host's queues, for its own code and the admin API. Safe for use from any thread. Every method throws <see cref="StoreUnavailableException"/> when the store cannot be
/// reached.
/// </summary>
public interface IEdgeQueues
{
    /// <summary>Sends a message, as a function's <c>send</c> does.</summary>
    /// <param name="queue">The queue's name: 1 to 63 letters, digits, - and _.</param>
    /// <param name="body">The body, at most 128,000 bytes; <see cref="QueueContentType.Json"/> and <see cref="QueueContentType.Text"/> are UTF-8.</param>
    /// <param name="contentType">What the body is.</param>
    /// <param name="delay">How long it is kept back; at most 12 hours.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether it was sent.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="ArgumentException">The name, the body or the delay is over its limit.</exception>
    Task<string> SendAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        QueueContentType contentType = QueueContentType.Json,
        TimeSpan delay = default,
        CancellationToken cancellationToken = default);

    /// <summary>Counts the messages of all queues that have any.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts by the queue's name, in ordinal order.</returns>
    Task<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Shows messages without giving them out.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="after">The id of the last message that was shown before; empty to begin.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The messages in the order of their ids; fewer than <paramref name="most"/> when there are no more.</returns>
    Task<IReadOnlyList<StoredMessage>> BrowseAsync(string queue, string after, int most, CancellationToken cancellationToken = default);

    /// <summary>Deletes all messages of a queue, also those in flight.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were.</returns>
    Task<long> PurgeAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>Moves messages that are not in flight to another queue, where their attempts begin anew: dead letters go back to work.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="to">The other queue.</param>
    /// <param name="most">The most messages.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether they were moved.</param>
    /// <returns>How many were moved.</returns>
    Task<int> MoveAsync(string queue, string to, int most, CancellationToken cancellationToken = default);
}
