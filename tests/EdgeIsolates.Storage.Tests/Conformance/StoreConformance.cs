namespace EdgeIsolates.Storage.Tests.Conformance;

/// <summary>
/// What the suites of all contracts share: nodes that look at the same place. A store passes when its derived class says how to add it; each test
/// has a place of its own.
/// </summary>
/// <typeparam name="TStore">The contract.</typeparam>
public abstract class StoreConformance<TStore> : IAsyncLifetime
    where TStore : class
{
    /// <summary>More than any test needs, on the busiest machine.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<ServiceProvider> _nodes = [];
    private readonly CancellationTokenSource _end = new(Patience);

    /// <summary>Ends the test that hangs.</summary>
    protected CancellationToken End => _end.Token;

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (ServiceProvider node in _nodes)
        {
            await node.DisposeAsync();
        }

        _end.Dispose();
    }

    /// <summary>Adds the stores under test, all on the same place.</summary>
    protected abstract void AddStores(IEdgeIsolatesBuilder builder);

    /// <summary>Calls the contract's InitializeAsync.</summary>
    protected abstract Task InitializeAsync(TStore store);

    /// <summary>Another node's store, not ready yet.</summary>
    protected TStore New()
    {
        StoreBuilder builder = new();
        AddStores(builder);
        ServiceProvider node = builder.Services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        lock (_nodes)
        {
            _nodes.Add(node);
        }

        return node.GetRequiredService<TStore>();
    }

    /// <summary>Another node's store.</summary>
    protected async Task<TStore> OpenAsync()
    {
        TStore store = New();
        await InitializeAsync(store).WaitAsync(End);
        return store;
    }

    [Fact]
    public async Task Initialize_EightNodesAtOnce_AllAreReady()
    {
        TStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => New())];

        await Task.WhenAll(stores.Select(store => Task.Run(() => InitializeAsync(store)))).WaitAsync(End);
        await Task.WhenAll(stores.Select(InitializeAsync)).WaitAsync(End);
    }
}
