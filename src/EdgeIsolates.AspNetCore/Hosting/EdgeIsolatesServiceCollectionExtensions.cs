using EdgeIsolates;
using EdgeIsolates.AspNetCore;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds EdgeIsolates to a web application.</summary>
public static class EdgeIsolatesServiceCollectionExtensions
{
    /// <summary>
    /// Adds the runtime, <see cref="IEdgeRuntime"/> and <see cref="IEdgeFunctions"/> before all, with functions in memory until a store is chosen on the builder, and secrets
    /// encrypted by ASP.NET Core Data Protection. Hosts that share a store must share its keys. Calling it again only adds to the options.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>A builder for further choices.</returns>
    public static IEdgeIsolatesBuilder AddEdgeIsolates(this IServiceCollection services, Action<EdgeIsolatesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddDataProtection();
        services.TryAddSingleton<ISecretProtection, DataProtectionSecrets>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AdminExposureCheck>(static provider => new AdminExposureCheck(
            provider.GetService<IServer>(),
            provider.GetService<EndpointDataSource>(),
            provider.GetRequiredService<IOptions<EdgeIsolatesAdminOptions>>(),
            provider)));
        return services.AddEdgeIsolatesCore(configure);
    }
}
