using EdgeIsolates.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Deployments;

/// <summary>The stores of this host. Functions are served without the route store: only what claims a route needs it, and gets it ready.</summary>
internal sealed class FunctionStores(IFunctionStore functions, IRouteStore routes, IEnumerable<IChangeNotifier> notifiers, ILogger<FunctionStores> logger)
{
    private readonly Preparation _functionsReady = new(functions.InitializeAsync);
    private readonly Preparation _routesReady = new(routes.InitializeAsync);

    public IFunctionStore Functions { get; } = functions;

    public IReadOnlyList<IChangeNotifier> Notifiers { get; } = [.. notifiers];

    /// <summary>Gets the function store ready.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached.</exception>
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _functionsReady.DoneAsync(cancellationToken);

    /// <summary>The route store, ready.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be reached.</exception>
    public async ValueTask<IRouteStore> RoutesAsync(CancellationToken cancellationToken)
    {
        await _routesReady.DoneAsync(cancellationToken);
        return routes;
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
}
