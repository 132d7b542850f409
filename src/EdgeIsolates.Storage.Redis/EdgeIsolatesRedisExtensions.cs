using EdgeIsolates;
using EdgeIsolates.Storage.Redis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the routes and metrics of EdgeIsolates in Redis.</summary>
public static class EdgeIsolatesRedisExtensions
{
    /// <summary>
    /// Keeps routes and metrics in Redis, in place of the stores that were chosen before, and tells all nodes of a deploy by pub/sub. Functions
    /// and their code stay where they were: add this behind <c>AddPostgreSqlStores</c>.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configuration">The servers and how to log in, in StackExchange.Redis' spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddRedisStores(this IEdgeIsolatesBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return builder.AddRedisStores(options => options.Configuration = configuration);
    }

    /// <inheritdoc cref="AddRedisStores(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddRedisStores(this IEdgeIsolatesBuilder builder, Action<RedisStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.AddOptions<RedisStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisStoreOptions>, RedisStoreOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<RedisStoreOptions>>().Value);
        services.TryAddSingleton<RedisConnection>();
        services.Replace(ServiceDescriptor.Singleton<IRouteStore, RedisRouteStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetricsStore, RedisMetricsStore>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChangeNotifier, RedisChangeNotifier>());
        return builder;
    }

    /// <summary>
    /// Keeps queues, and which node runs a tick of a schedule, in Redis too, in place of the stores that were chosen before. Add it behind <c>AddRedisStores</c>, and only to a
    /// server that writes what it has to disk: messages are as safe as it keeps them.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddRedisQueues(this IEdgeIsolatesBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Replace(ServiceDescriptor.Singleton<IQueueStore, RedisQueueStore>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IScheduleStore, RedisScheduleStore>());
        return builder;
    }
}
