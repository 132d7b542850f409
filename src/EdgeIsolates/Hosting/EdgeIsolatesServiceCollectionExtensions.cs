using System.Net;
using EdgeIsolates;
using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using EdgeIsolates.Web;
using EdgeIsolates.Web.Outbound;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds EdgeIsolates to a host.</summary>
public static class EdgeIsolatesServiceCollectionExtensions
{
    /// <summary>
    /// Adds the runtime: <see cref="IEdgeRuntime"/>, <see cref="IEdgeFunctions"/>, <see cref="IIsolatePool"/> and <see cref="IIsolateHealthSource"/>, all
    /// singletons. Calling it again only adds to the options.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>A builder for further choices.</returns>
    public static IEdgeIsolatesBuilder AddEdgeIsolates(this IServiceCollection services, Action<EdgeIsolatesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EdgeIsolatesOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeIsolatesOptions>, EdgeIsolatesOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddIsolates();
        services.AddFunctions();
        return new EdgeIsolatesBuilder(services);
    }

    private static void AddIsolates(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFunctionLog>(static provider => new LoggerFunctionLog(Loggers(provider)));
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<EdgeIsolatesOptions>>().Value);
        services.TryAddSingleton(static provider => WebPlatform.Shared);
        services.TryAddSingleton<IOutboundHandler>(static provider => new HttpOutboundHandler(
            provider.GetRequiredService<EdgeIsolatesOptions>().Egress,
            Dns.GetHostAddressesAsync));
        services.TryAddSingleton(static provider => NewEnvironment(provider));
        services.TryAddSingleton(static provider => NewReserve(provider));
        services.TryAddSingleton<IsolateStarter>();
        services.TryAddSingleton(static provider => new Quarantine(
            provider.GetRequiredService<EdgeIsolatesOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IsolateEnvironment>().Logger));
        services.TryAddSingleton<IsolatePool>();
        services.TryAddSingleton<IIsolatePool>(static provider => provider.GetRequiredService<IsolatePool>());
        services.TryAddSingleton<IIsolateHealthSource, IsolateHealthSource>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BlankReserveStartup>());
    }

    private static void AddFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new DeploymentRules(provider.GetRequiredService<EdgeIsolatesOptions>().Limits));
        services.TryAddSingleton(static provider => new CodeCheck(
            provider.GetRequiredService<IsolateStarter>(),
            provider.GetRequiredService<EdgeIsolatesOptions>().Limits));
        services.TryAddSingleton(static provider => new EdgeFunctions(
            provider.GetRequiredService<CodeCheck>(),
            provider.GetRequiredService<DeploymentRules>(),
            provider.GetRequiredService<IsolatePool>(),
            Loggers(provider).CreateLogger<EdgeFunctions>()));
        services.TryAddSingleton<IEdgeFunctions>(static provider => provider.GetRequiredService<EdgeFunctions>());
        services.TryAddSingleton<IEdgeRuntime, EdgeRuntime>();
    }

    private static IsolateEnvironment NewEnvironment(IServiceProvider provider)
    {
        EdgeIsolatesOptions options = provider.GetRequiredService<EdgeIsolatesOptions>();
        return new IsolateEnvironment(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WebPlatform>(),
            provider.GetRequiredService<IFunctionLog>(),
            Loggers(provider).CreateLogger("EdgeIsolates.Isolates"),
            options.Limits,
            options.Region,
            provider.GetRequiredService<IOutboundHandler>());
    }

    private static BlankReserve NewReserve(IServiceProvider provider)
    {
        IsolateEnvironment environment = provider.GetRequiredService<IsolateEnvironment>();
        return new BlankReserve(
            () => BlankIsolate.Create(environment),
            provider.GetRequiredService<EdgeIsolatesOptions>(),
            environment.Time,
            environment.Logger);
    }

    private static ILoggerFactory Loggers(IServiceProvider provider) => provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
}
