using Microsoft.Extensions.DependencyInjection;

namespace EdgeIsolates.AspNetCore;

internal static class RequiredServices
{
    /// <summary>Gets what <c>AddEdgeIsolates()</c> registers, or says in one sentence what is missing.</summary>
    public static T GetFromEdgeIsolates<T>(this IServiceProvider services)
        where T : class =>
        services.GetService<T>()
            ?? throw new InvalidOperationException("EdgeIsolates is not set up: call builder.Services.AddEdgeIsolates() before the application is built.");
}
