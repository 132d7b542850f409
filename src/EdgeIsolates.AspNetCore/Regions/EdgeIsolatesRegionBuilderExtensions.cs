using EdgeIsolates.AspNetCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds regions to <c>AddEdgeIsolates()</c>.</summary>
public static class EdgeIsolatesRegionBuilderExtensions
{
    /// <summary>
    /// Forwards requests for functions that do not run in this host's region (<see cref="EdgeIsolates.FunctionConfig.Regions"/>) to the nearest region that runs them. All regions
    /// must know the functions: they share a store, or each gets every deploy. A host behind this one sees the client's scheme and address in <c>X-Forwarded-Proto</c> and
    /// <c>X-Forwarded-For</c>.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates()</c> returned.</param>
    /// <param name="configure">Says where the other regions are.</param>
    /// <returns>The builder, for further choices.</returns>
    public static IEdgeIsolatesBuilder AddRegions(this IEdgeIsolatesBuilder builder, Action<EdgeRegionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.AddHttpForwarder();
        services.AddOptions<EdgeRegionOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeRegionOptions>, EdgeRegionOptionsValidator>());
        services.TryAddSingleton(static provider => new RegionPeers(
            provider.GetRequiredService<IOptions<EdgeRegionOptions>>().Value,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<RegionForwarder>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RegionProbe>());
        return builder;
    }
}
