using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Refuses to start a host whose admin API is open to other machines. Each request is checked as well (<see cref="AdminGuard"/>), so this is no wall but a word in time: who deploys such
/// a host should learn at once that nobody will get in, and what to do. Looks once the server listens, because only then its addresses are known.
/// </summary>
internal sealed class AdminExposureCheck(IServer? server, EndpointDataSource? endpoints, IOptions<EdgeIsolatesAdminOptions> options, IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.AllowAnonymousRemoteCallers && await FindOpenAddressAsync() is { } address)
        {
            throw new InvalidOperationException(
                $"The EdgeIsolates admin API would be open to everybody who reaches {address}, and whoever reaches it can run code in this process. "
                + "Call MapEdgeIsolatesAdmin().RequireAuthorization(…) or set a FallbackPolicy, or keep it to this machine with MapEdgeIsolatesAdmin().RequireHost(\"localhost:<port>\"); "
                + "if the network keeps strangers away, set AllowAnonymousRemoteCallers with AddEdgeIsolates().ConfigureAdmin(…).");
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async ValueTask<string?> FindOpenAddressAsync()
    {
        ICollection<string> addresses = server?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        List<Endpoint> open = [];
        foreach (Endpoint endpoint in endpoints?.Endpoints ?? [])
        {
            if (endpoint.Metadata.GetMetadata<AdminMark>() is not null
                && !AdminExposure.AsksForAuthorization(endpoint)
                && await FallbackPolicy.OfAsync(endpoint, services) is null)
            {
                open.Add(endpoint);
            }
        }

        return addresses.FirstOrDefault(address => open.Any(endpoint => AdminExposure.IsReachable(endpoint, address)));
    }
}
