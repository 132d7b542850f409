using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

// The part of Cloudflare's API (v4) that wrangler deploys with, so that `wrangler deploy`, `versions`, `deployments`, `rollback`, `secret` and `delete` work against this host.
//
// 1. One deploy of ours is several calls there: the code with its bindings, then routes, schedules and queue consumers, these at the same moment. Each call that changes something makes
//    a version; what it does not speak of stays as it is in the version that is live.
// 2. What this host does not have is refused by a sentence that names it. Nothing is passed over that would change what a function does.
// 3. Every request has an Authorization header, as wrangler's have: no page of another origin can make its visitor's browser send that. Whom it lets in is decided as for the admin API.
internal static class CloudflareEndpoints
{
    public static IEndpointConventionBuilder Map(IServiceProvider services, RouteGroupBuilder group)
    {
        IEdgeFunctions functions = services.GetFromEdgeIsolates<IEdgeFunctions>();
        EdgeIsolatesAdminOptions options = services.GetFromEdgeIsolates<IOptions<EdgeIsolatesAdminOptions>>().Value;
        ILogger log = services.GetFromEdgeIsolates<ILoggerFactory>().CreateLogger("EdgeIsolates.AspNetCore.CloudflareEndpoints");

        CloudflareRoutes routes = new(group, new AdminGuard(options, log));
        CloudflareChanges changes = new(functions);
        new CloudflareScripts(functions, options, log).Map(routes);
        new CloudflareVersions(functions).Map(routes);
        new CloudflareTriggers(functions, changes).Map(routes);
        new CloudflareQueues(functions, changes).Map(routes);
        new CloudflareSecrets(functions).Map(routes);
        CloudflareResources.Map(routes);
        routes.Rest("/{**rest}", static context => CloudflareAnswer.Error(
            StatusCodes.Status404NotFound,
            CloudflareAnswer.NoRoute,
            $"This host has no {context.Request.Method} {context.Request.Path} of Cloudflare's API: it serves what wrangler's deploys, versions, rollbacks and secrets need."));
        return group;
    }
}
