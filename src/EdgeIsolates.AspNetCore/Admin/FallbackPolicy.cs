using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// The policy of an application for endpoints that say nothing of authorization. The middleware that applies it may be missing, and then nothing else in ASP.NET Core would, so it
/// counts as protection only for requests that we have seen pass it.
/// </summary>
internal static class FallbackPolicy
{
    /// <summary>The application's, when it holds for an endpoint.</summary>
    public static async ValueTask<AuthorizationPolicy?> OfAsync(Endpoint? endpoint, IServiceProvider? services) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is null && services?.GetService<IAuthorizationPolicyProvider>() is { } policies
            ? await policies.GetFallbackPolicyAsync()
            : null;

    /// <summary>Whether it holds for this request's endpoint and lets the caller in.</summary>
    public static async ValueTask<bool> AllowsAsync(HttpContext context) =>
        await OfAsync(context.GetEndpoint(), context.RequestServices) is { } policy
        && context.RequestServices.GetService<IAuthorizationService>() is { } authorization
        && (await authorization.AuthorizeAsync(context.User, context, policy)).Succeeded;
}
