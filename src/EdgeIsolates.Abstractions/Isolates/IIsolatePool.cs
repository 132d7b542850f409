namespace EdgeIsolates;

/// <summary>The isolates of this process, by function. Safe for use from any thread.</summary>
public interface IIsolatePool
{
    /// <summary>
    /// Gets an isolate of a function: a warm one that is not running now, or a blank one specialised for it (a cold start).
    /// </summary>
    /// <param name="function">The version to run.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>
    /// A lease to dispose after use. A cold start that fails (the script throws, a limit is hit, no room, quarantine) gives a lease all the same: its
    /// <see cref="IIsolateLease.FetchAsync"/> returns that failure.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up waiting for an isolate.</exception>
    /// <exception cref="ObjectDisposedException">The host is shutting down.</exception>
    ValueTask<IIsolateLease> RentAsync(EdgeFunction function, CancellationToken cancellationToken = default);
}
