using EdgeIsolates;
using EdgeIsolates.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the functions and their admin API into an application's endpoints.</summary>
public static class EdgeIsolatesEndpointRouteBuilderExtensions
{
    /// <summary>After every endpoint of the host, before a fallback such as <c>MapFallbackToFile</c>.</summary>
    private const int AfterTheHostsOwnEndpoints = int.MaxValue - 1;

    /// <summary>
    /// Serves every path that no other endpoint of the host serves with the function whose route fits best, and answers 404 when none does. A host that wants later
    /// middleware to see such requests uses <see cref="EdgeIsolatesApplicationBuilderExtensions.UseEdgeIsolates"/> instead.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <returns>The conventions of the endpoint: authorization, rate limits and the like.</returns>
    /// <exception cref="InvalidOperationException"><c>AddEdgeIsolates()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapEdgeIsolates(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        FunctionEndpoint function = FunctionEndpoint.Create(endpoints.ServiceProvider);
        return endpoints.Map("{**path}", function.ServeAsync)
            .WithDisplayName("EdgeIsolates functions")
            .WithOrder(AfterTheHostsOwnEndpoints);
    }

    /// <summary>
    /// Serves the admin API (deploys, versions, traffic, secrets, metrics, live tail; described at <c>/openapi.json</c>) and, at its root, a dashboard. Whoever may use it can run
    /// code in this process: unless the returned builder gets <c>RequireAuthorization</c>, only callers on this machine are served
    /// (<see cref="EdgeIsolatesAdminOptions.AllowAnonymousRemoteCallers"/>), and a host that other machines can reach refuses to start.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="prefix">The path in front of all of them; the default is <c>/_edge</c>.</param>
    /// <returns>The conventions of all admin endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddEdgeIsolates()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapEdgeIsolatesAdmin(this IEndpointRouteBuilder endpoints, string prefix = EdgeIsolatesAdminDefaults.Prefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return AdminEndpoints.Map(endpoints.ServiceProvider, endpoints.MapGroup(prefix));
    }

    /// <summary>
    /// Serves the part of Cloudflare's API that wrangler deploys with, so that <c>wrangler deploy</c> with <c>CLOUDFLARE_API_BASE_URL</c> set to this host and prefix deploys to it. Whoever
    /// may use it can run code in this process: it is guarded as <see cref="MapEdgeIsolatesAdmin"/> is. The token that wrangler sends is a bearer token for the host's own authorization.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="prefix">The path in front of all of them; the default is <c>/client/v4</c>, as at Cloudflare.</param>
    /// <returns>The conventions of all these endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddEdgeIsolates()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapCloudflareApi(this IEndpointRouteBuilder endpoints, string prefix = EdgeIsolatesAdminDefaults.CloudflarePrefix)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return CloudflareEndpoints.Map(endpoints.ServiceProvider, endpoints.MapGroup(prefix));
    }
}
