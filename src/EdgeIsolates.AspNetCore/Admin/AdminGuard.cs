using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// Keeps strangers out of endpoints that nobody protected. Whoever can deploy runs code in this process, so an endpoint without authorization serves only
/// callers on this machine, unless the host says in its options that it wants otherwise. Decided per request, because conventions are added after mapping.
/// </summary>
internal sealed class AdminGuard(EdgeIsolatesAdminOptions options, ILogger log)
{
    public RequestDelegate Protect(RequestDelegate inner) => context =>
    {
        if (options.AllowAnonymousRemoteCallers || AsksForAuthorization(context.GetEndpoint()) || LocalCaller.Is(context))
        {
            return inner(context);
        }

        log.RemoteCallerRefused(string.Create(CultureInfo.InvariantCulture, $"{context.Connection.RemoteIpAddress}"));
        return AdminAnswers.ProblemAsync(context, new AdminProblem
        {
            Title = "The admin API serves only this machine.",
            Status = StatusCodes.Status403Forbidden,
            Detail = "It asks for no authorization, and the request came from elsewhere, through a proxy, or under a host name other than localhost. "
                + "Call MapEdgeIsolatesAdmin().RequireAuthorization(…) in the host.",
        });
    };

    private static bool AsksForAuthorization(Endpoint? endpoint) =>
        endpoint is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null);
}
