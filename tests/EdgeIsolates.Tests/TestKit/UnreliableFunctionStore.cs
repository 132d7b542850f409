namespace EdgeIsolates.Tests.TestKit;

/// <summary>A store that a test can take away, and that counts what it is asked.</summary>
internal sealed class UnreliableFunctionStore(IFunctionStore inner) : IFunctionStore
{
    private int _packagesRead;

    public bool IsAway { get; set; }

    /// <summary>Whether versions cannot be deleted.</summary>
    public bool KeepsVersions { get; set; }

    /// <summary>Whether packages cannot be read.</summary>
    public bool HidesPackages { get; set; }

    public int PackagesRead => Volatile.Read(ref _packagesRead);

    /// <summary>Runs before each write of a record; a test changes what is stored, or throws, between a reader's look and its write.</summary>
    public Func<FunctionRecord, Task>? BeforeWrite { get; set; }

    public Task InitializeAsync(CancellationToken cancellationToken) => Reach().InitializeAsync(cancellationToken);

    public Task<FunctionRecord?> FindAsync(string name, CancellationToken cancellationToken) => Reach().FindAsync(name, cancellationToken);

    public Task<FunctionChanges> ReadChangesAsync(long after, CancellationToken cancellationToken) => Reach().ReadChangesAsync(after, cancellationToken);

    public IAsyncEnumerable<bool> WatchAsync(CancellationToken cancellationToken) => Reach().WatchAsync(cancellationToken);

    public async Task<bool> TryWriteAsync(FunctionRecord record, CancellationToken cancellationToken)
    {
        if (BeforeWrite is { } before)
        {
            await before(record);
        }

        return await Reach().TryWriteAsync(record, cancellationToken);
    }

    public Task<bool> TryAddVersionAsync(FunctionVersion version, ReadOnlyMemory<byte> package, CancellationToken cancellationToken) =>
        Reach().TryAddVersionAsync(version, package, cancellationToken);

    public Task<IReadOnlyList<FunctionVersion>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        Reach().ListVersionsAsync(name, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> ReadPackageAsync(string name, int number, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _packagesRead);
        return HidesPackages ? throw new StoreUnavailableException("The test's store went away.") : Reach().ReadPackageAsync(name, number, cancellationToken);
    }

    public Task RemoveVersionsAsync(string name, IReadOnlyList<int> numbers, CancellationToken cancellationToken) =>
        KeepsVersions ? throw new StoreUnavailableException("The test's store went away.") : Reach().RemoveVersionsAsync(name, numbers, cancellationToken);

    private IFunctionStore Reach() => IsAway ? throw new StoreUnavailableException("The test's store is away.") : inner;
}
