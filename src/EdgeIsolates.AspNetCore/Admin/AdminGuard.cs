using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

// Keeps strangers out of endpoints that nobody protected, and web pages out of all of them. Whoever can deploy runs code in this process.
//
// 1. An endpoint without authorization, its own or by the application's fallback policy, serves only callers on this machine, unless the host says in its options that it wants
//    otherwise. Decided per request, because conventions are added after mapping.
// 2. A request that changes something must be one that a foreign page cannot make its visitor's browser send without being asked for permission first (CORS preflight):
//    any method but POST, or a POST of JSON or with the header X-Edge-Admin. Else a page could switch functions off with the cookies, or from the machine, of whoever visits it.
// 3. What is answered is what its media type says, also to browsers that would rather guess.
internal sealed class AdminGuard(EdgeIsolatesAdminOptions options, ILogger log)
{
    public const string Header = "X-Edge-Admin";

    public RequestDelegate Protect(RequestDelegate inner) => context =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!options.AllowAnonymousRemoteCallers && !AdminExposure.AsksForAuthorization(context.GetEndpoint()) && !LocalCaller.Is(context))
        {
            return ServeUnlessStrangerAsync(context, inner);
        }

        return inner(context);
    };

    public RequestDelegate ProtectPost(RequestDelegate inner) => Protect(context =>
        context.Request.HasJsonContentType() || context.Request.Headers.ContainsKey(Header) ? inner(context) : RefuseForeignPageAsync(context));

    private async Task ServeUnlessStrangerAsync(HttpContext context, RequestDelegate inner) =>
        await (await FallbackPolicy.AllowsAsync(context) ? inner(context) : RefuseStrangerAsync(context));

    private static Task RefuseForeignPageAsync(HttpContext context) => AdminAnswers.ProblemAsync(
        context,
        StatusCodes.Status403Forbidden,
        "The request could have been sent by any web page.",
        $"Send a POST as application/json, or with the header {Header}: 1.");

    private Task RefuseStrangerAsync(HttpContext context)
    {
        log.RemoteCallerRefused(string.Create(CultureInfo.InvariantCulture, $"{context.Connection.RemoteIpAddress}"));
        return AdminAnswers.ProblemAsync(
            context,
            StatusCodes.Status403Forbidden,
            "The admin API serves only this machine.",
            "It asks for no authorization, and the request came from elsewhere, through a proxy, or under a host name other than localhost. "
                + "Call MapEdgeIsolatesAdmin().RequireAuthorization(…) in the host.");
    }
}
