namespace EdgeIsolates.Tests.TestKit;

/// <summary>A store that a test can take away.</summary>
internal sealed class UnreliableRouteStore(IRouteStore inner) : IRouteStore
{
    public bool IsAway { get; set; }

    public Task InitializeAsync(CancellationToken cancellationToken) => Reach().InitializeAsync(cancellationToken);

    public Task<IReadOnlyList<RouteClaim>> TryClaimAsync(string functionName, IReadOnlyList<string> patterns, DateTimeOffset now, CancellationToken cancellationToken) =>
        Reach().TryClaimAsync(functionName, patterns, now, cancellationToken);

    public Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken) =>
        Reach().ReleaseAsync(functionName, kept, cancellationToken);

    public Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken) => Reach().ListAsync(cancellationToken);

    private IRouteStore Reach() => IsAway ? throw new StoreUnavailableException("The test's route store is away.") : inner;
}
