namespace EdgeIsolates.Stores;

/// <summary>Which route belongs to which function, in this process alone.</summary>
internal sealed class InMemoryRouteStore : IRouteStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RouteClaim> _claims = [];

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<RouteClaim>> TryClaimAsync(
        string functionName,
        IReadOnlyList<string> patterns,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            RouteClaim[] others = [.. patterns.Distinct().Select(Find).OfType<RouteClaim>().Where(claim => claim.FunctionName != functionName)];
            if (others.Length == 0)
            {
                foreach (string pattern in patterns)
                {
                    _claims.TryAdd(pattern, new RouteClaim(pattern, functionName, now));
                }
            }

            return Task.FromResult<IReadOnlyList<RouteClaim>>(others);
        }

        RouteClaim? Find(string pattern) => _claims.GetValueOrDefault(pattern);
    }

    public Task ReleaseAsync(string functionName, IReadOnlyCollection<string> kept, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (RouteClaim claim in _claims.Values.Where(claim => claim.FunctionName == functionName && !kept.Contains(claim.Pattern)).ToArray())
            {
                _claims.Remove(claim.Pattern);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RouteClaim>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<RouteClaim>>([.. _claims.Values]);
        }
    }
}
