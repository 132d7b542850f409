namespace EdgeIsolates;

/// <summary>
/// Keeps answers of the Cache API (<c>caches</c>) for all nodes, behind the memory of each. It knows no HTTP: which of a key's answers suits a request, and whether it is still fresh, the nodes
/// judge. It promises nothing: what it keeps may be gone at any time. Safe for use from any thread and from many processes.
/// </summary>
public interface IResponseStore
{
    /// <summary>The largest body that it takes; answers with larger ones stay in the memory of the node that put them.</summary>
    /// <value>Bytes.</value>
    long MaxBodyBytes { get; }

    /// <summary>How long a node gives an answer out of its memory before it asks here whether that is still the one.</summary>
    /// <value>Zero asks for each request.</value>
    TimeSpan LocalTime { get; }

    /// <summary>The answers under a key, in no order, without their bodies. Some may have expired.</summary>
    /// <param name="functionName">Whose they are; no key reaches another function's.</param>
    /// <param name="key">The key; any text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answers; empty when there are none.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<StoredResponse>> ListAsync(string functionName, string key, CancellationToken cancellationToken);

    /// <summary>Reads the body of an answer.</summary>
    /// <param name="functionName">Whose it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="id">The <see cref="StoredResponse.Id"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The body; <see langword="null"/> when it is gone.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string functionName, string key, string id, CancellationToken cancellationToken);

    /// <summary>Keeps an answer, at least until it expires unless there is no room, and not much longer.</summary>
    /// <param name="functionName">Whose it is.</param>
    /// <param name="key">Its key.</param>
    /// <param name="response">The answer.</param>
    /// <param name="body">Its body.</param>
    /// <param name="replaced">The ids of those under the same key that go at once.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether it was kept.</param>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task PutAsync(string functionName, string key, StoredResponse response, ReadOnlyMemory<byte> body, IReadOnlyCollection<string> replaced, CancellationToken cancellationToken);

    /// <summary>Deletes all answers under a key.</summary>
    /// <param name="functionName">Whose they are.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether they were deleted.</param>
    /// <returns>Those that it deleted.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be reached.</exception>
    Task<IReadOnlyList<StoredResponse>> DeleteAsync(string functionName, string key, CancellationToken cancellationToken);
}
