namespace EdgeIsolates;

/// <summary>
/// Keeps the keys and values of <c>kv</c> bindings, apart by namespace. What is written is there for every node when the call returns; an entry that has expired is gone for every
/// reader at that moment, whether or not it was removed yet. Safe for use from any thread and, when the store is shared, from many processes. Every method throws
/// <see cref="StoreUnavailableException"/> when the store cannot be reached. Names and sizes are checked by the binding, not here; a namespace has no character below a space.
/// </summary>
public interface IKeyValueStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Reads one entry.</summary>
    /// <param name="namespaceId">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry, or <see langword="null"/> when there is none or it has expired.</returns>
    Task<KeyValueEntry?> GetAsync(string namespaceId, string key, CancellationToken cancellationToken);

    /// <summary>Reads several entries, holding no more bytes of values than it may return.</summary>
    /// <param name="namespaceId">The namespace.</param>
    /// <param name="keys">The keys, none of them twice.</param>
    /// <param name="maxBytes">What the values may have together.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entries that are there, in any order; <see langword="null"/> when their values have more than <paramref name="maxBytes"/>.</returns>
    Task<IReadOnlyList<KeyValueEntry>?> GetManyAsync(string namespaceId, IReadOnlyList<string> keys, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Writes an entry in place of the one with the same key.</summary>
    /// <param name="namespaceId">The namespace; made by its first entry.</param>
    /// <param name="entry">The entry. Its value is not kept when the task has ended, so the caller may use the memory again.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether the entry was written.</param>
    /// <returns>A task that ends when the entry is written.</returns>
    Task PutAsync(string namespaceId, KeyValueEntry entry, CancellationToken cancellationToken);

    /// <summary>Deletes an entry; one that is not there is passed over.</summary>
    /// <param name="namespaceId">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether the entry was deleted.</param>
    /// <returns>A task that ends when the entry is gone.</returns>
    Task DeleteAsync(string namespaceId, string key, CancellationToken cancellationToken);

    /// <summary>Reads names in the byte order of their UTF-8, without values.</summary>
    /// <param name="namespaceId">The namespace.</param>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The names; fewer than the query's limit only when there are no more.</returns>
    Task<IReadOnlyList<KeyValueName>> ListAsync(string namespaceId, KeyValueQuery query, CancellationToken cancellationToken);

    /// <summary>Removes entries that have expired, of all namespaces. Nodes that do so at the same time do not disturb each other.</summary>
    /// <param name="limit">The most entries to remove in this one step, so that others get their turn.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were removed; fewer than <paramref name="limit"/> when that was all.</returns>
    Task<int> RemoveExpiredAsync(int limit, CancellationToken cancellationToken);
}
