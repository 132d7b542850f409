using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

/// <summary>Where the parts of Cloudflare's API map their endpoints: every one of them guarded, and answering in Cloudflare's envelope.</summary>
internal sealed class CloudflareRoutes(RouteGroupBuilder group, AdminGuard guard)
{
    /// <summary>Maps an endpoint below the account; accounts are not told apart.</summary>
    public void Map(string method, string pattern, Func<HttpContext, Task<CloudflareAnswer>> serve) =>
        Mark(group.MapMethods($"/accounts/{{account}}{pattern}", [method], Guarded(serve)));

    public void Map(string method, string pattern, Func<HttpContext, CloudflareAnswer> serve) => Map(method, pattern, context => Task.FromResult(serve(context)));

    /// <summary>Maps what belongs to no account, or answers when nothing else does.</summary>
    public void Rest(string pattern, Func<HttpContext, CloudflareAnswer> serve) => Mark(group.Map(pattern, Guarded(context => Task.FromResult(serve(context)))));

    private RequestDelegate Guarded(Func<HttpContext, Task<CloudflareAnswer>> serve) => guard.Protect(async context =>
    {
        CloudflareAnswer answer = context.Request.Headers.Authorization.Count == 0
            ? CloudflareAnswer.Error(StatusCodes.Status400BadRequest, CloudflareAnswer.NoAuthorization, "The request has no Authorization header.")
            : await ServeAsync(context, serve);
        await answer.WriteAsync(context);
    });

    private static async Task<CloudflareAnswer> ServeAsync(HttpContext context, Func<HttpContext, Task<CloudflareAnswer>> serve)
    {
        try
        {
            return await serve(context);
        }
        catch (StoreUnavailableException exception)
        {
            return CloudflareAnswer.Refused([new DeployFault(DeployFaultCodes.StoreUnavailable, exception.Message)]);
        }
    }

    private static void Mark(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(AdminMark.Instance);
}
