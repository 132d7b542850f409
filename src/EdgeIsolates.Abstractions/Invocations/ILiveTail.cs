namespace EdgeIsolates;

/// <summary>Requests of this process as they end, with their log lines, for whoever watches. Safe for use from any thread.</summary>
public interface ILiveTail
{
    /// <summary>
    /// Listens from the first call of <c>MoveNextAsync</c> on. A listener who is slow holds nobody up: of the records that wait for it the oldest are dropped, and the next one that it gets tells how many.
    /// Requests that had begun before anybody listened come without their log lines.
    /// </summary>
    /// <param name="functionName">The function, or <see langword="null"/> for all of them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The records, in the order in which the requests ended. Endless: it ends, without an exception, by the token or when the host stops.</returns>
    IAsyncEnumerable<TailedInvocation> ListenAsync(string? functionName = null, CancellationToken cancellationToken = default);
}
