namespace EdgeIsolates;

/// <summary>
/// Keeps functions and their versions. Safe for use from any thread and, when the store is shared, from many processes.
/// <list type="number">
/// <item>A version is whole or absent: metadata and package are written in one transaction, once, and never changed.</item>
/// <item>A record is written only over the revision it was made from, so that two nodes never undo each other.</item>
/// <item>Each written record gets a position higher than any that a reader has seen, in the order in which records become visible; so a reader that remembers
/// its position misses nothing, whatever notifications were lost.</item>
/// </list>
/// Every method throws <see cref="StoreUnavailableException"/> when the store cannot be reached; then nothing is known to have been written.
/// </summary>
public interface IFunctionStore
{
    /// <summary>Gets the store ready: makes or migrates what it needs. Called once before anything else; safe to run from several nodes at once.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when the store is ready.</returns>
    Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Reads a function's record, also a removed one's.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The record, or <see langword="null"/>.</returns>
    Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads the records that were written after a position.</summary>
    /// <param name="after">What an earlier call returned; 0 for everything.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The changes.</returns>
    Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken);

    /// <summary>Waits until something may have changed. A hint: it may come early, late or, after a lost connection, not at all; readers look on their own from time to time.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>
    /// One item for each hint, and one at the beginning, as soon as nothing can be missed any more: who reads the changes at each item knows everything. Hints that come
    /// while the last one is dealt with may be one item. Ends only by cancellation, or by <see cref="StoreUnavailableException"/>.
    /// </returns>
    IAsyncEnumerable<bool> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Writes a record when the stored one is exactly one revision older (revision 1: when there is none).</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Gives up; it is unknown then whether the record was written.</param>
    /// <returns>Whether it was written.</returns>
    Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken);

    /// <summary>Adds a version with its package, in one transaction.</summary>
    /// <param name="version">The version.</param>
    /// <param name="package">Its code; opaque to the store.</param>
    /// <param name="cancellationToken">Gives up; the version is whole or absent then.</param>
    /// <returns>Whether it was added; <see langword="false"/> when the function has a version of this number already.</returns>
    Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken);

    /// <summary>Reads the versions of a function.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The versions, newest first; empty when there are none.</returns>
    Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads the package of a version.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The bytes, or <see langword="null"/> when there is no such version.</returns>
    Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken);

    /// <summary>Deletes versions; those that are not there are passed over.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="numbers">The versions' numbers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when they are gone.</returns>
    Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken);
}
