using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

/// <summary>The stores of this host, made ready once, by whoever needs them first; an attempt that fails is made again by the next.</summary>
internal sealed class FunctionStores(IFunctionStore functions, IRouteStore routes, IEnumerable<IChangeNotifier> notifiers, ILogger<FunctionStores> logger)
{
    private readonly Lock _gate = new();
    private volatile Task? _ready;

    public IFunctionStore Functions { get; } = functions;

    public IRouteStore Routes { get; } = routes;

    public IReadOnlyList<IChangeNotifier> Notifiers { get; } = [.. notifiers];

    /// <summary>Gets both stores ready.</summary>
    /// <exception cref="StoreUnavailableException">One of them cannot be reached.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        if (_ready is { IsCompletedSuccessfully: true })
        {
            return default;
        }

        lock (_gate)
        {
            if (_ready is null or { IsFaulted: true })
            {
                _ready = InitializeBothAsync();
            }

            return new ValueTask(_ready.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Deletes versions that no record names any more. A store that is away keeps them: that costs space, and must not make a change that was made look like one that was not.</summary>
    public async ValueTask ForgetVersionsAsync(string functionName, IReadOnlyList<int> numbers)
    {
        try
        {
            await Functions.RemoveVersionsAsync(functionName, numbers, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            logger.StoreUnavailable(exception.Message);
        }
    }

    private async Task InitializeBothAsync()
    {
        await Task.Yield();
        await Functions.InitializeAsync(CancellationToken.None);
        await Routes.InitializeAsync(CancellationToken.None);
    }
}
