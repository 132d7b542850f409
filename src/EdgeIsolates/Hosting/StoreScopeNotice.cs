using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.Hosting;

/// <summary>Says, when a host starts whose functions many nodes share, what each of those nodes keeps for itself.</summary>
internal sealed class StoreScopeNotice(IEnumerable<StoreScope> stores, ILogger<StoreScopeNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        StoreScope? functions = stores.LastOrDefault(static store => store.What == StoreScope.Functions);
        StoreScope[] local = [.. stores.Where(static store => !store.IsShared && store.What != StoreScope.Functions)];
        if (functions is { IsShared: true } && local.Length > 0)
        {
            logger.NodesKeepTheirOwn(functions.AddedBy, string.Join(", ", local.Select(static store => $"{store.What} ({store.AddedBy})").Distinct(StringComparer.Ordinal)));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
