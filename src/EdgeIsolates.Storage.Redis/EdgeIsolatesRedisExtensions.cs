using EdgeIsolates;
using EdgeIsolates.Storage.Redis;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps what nodes share in Redis: routes, metrics and rate limits; key-values; queues; cached answers.</summary>
public static class EdgeIsolatesRedisExtensions
{
    /// <summary>
    /// Keeps routes, metrics and the counts of rate limits in Redis, in place of the stores that were chosen before, and tells all nodes of a deploy by pub/sub. Functions
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
        IServiceCollection services = builder.AddRedis(configure);
        services.Replace(ServiceDescriptor.Singleton<IRouteStore, RedisRouteStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetricsStore, RedisMetricsStore>());
        services.Replace(ServiceDescriptor.Singleton<IRateLimits, RedisRateLimits>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IChangeNotifier, RedisChangeNotifier>());
        return builder;
    }

    /// <summary>
    /// Keeps the entries of <c>kv</c> bindings in Redis, in place of the store that was chosen before. They are as durable as the server: it should
    /// write to its disk (<c>appendonly yes</c>) and evict nothing (<c>maxmemory-policy noeviction</c>). That is why <c>AddRedisStores</c> does not
    /// do it by itself.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configuration">The servers and how to log in, in StackExchange.Redis' spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddRedisKeyValues(this IEdgeIsolatesBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return builder.AddRedisKeyValues(options => options.Configuration = configuration);
    }

    /// <inheritdoc cref="AddRedisKeyValues(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options, which all that is kept in Redis shares; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddRedisKeyValues(this IEdgeIsolatesBuilder builder, Action<RedisStoreOptions> configure)
    {
        builder.AddRedis(configure).Replace(ServiceDescriptor.Singleton<IKeyValueStore, RedisKeyValueStore>());
        return builder;
    }

    /// <summary>
    /// Keeps queues, and which node runs a tick of a schedule, in Redis, in place of the stores that were chosen before. Messages are as durable as the server: it should
    /// write to its disk (<c>appendonly yes</c>, <c>appendfsync always</c> to lose none) and evict nothing. That is why <c>AddRedisStores</c> does not do it by itself.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configuration">The servers and how to log in, in StackExchange.Redis' spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddRedisQueues(this IEdgeIsolatesBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return builder.AddRedisQueues(options => options.Configuration = configuration);
    }

    /// <inheritdoc cref="AddRedisQueues(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options, which all that is kept in Redis shares; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddRedisQueues(this IEdgeIsolatesBuilder builder, Action<RedisStoreOptions> configure)
    {
        builder.AddRedis(configure)
            .Replace(ServiceDescriptor.Singleton<IQueueStore, RedisQueueStore>())
            .Replace(ServiceDescriptor.Singleton<IScheduleStore, RedisScheduleStore>());
        return builder;
    }

    /// <summary>
    /// Lets the Cache API (<c>caches</c>) share its answers through Redis, behind the memory of each node: what one node puts, all others find. A server that is away is a miss, never an error.
    /// It may be another server than that of the stores, and should be one that evicts (<c>maxmemory</c> with <c>maxmemory-policy allkeys-lru</c>).
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configuration">The servers and how to log in, in StackExchange.Redis' spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddRedisCache(this IEdgeIsolatesBuilder builder, string configuration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(configuration);
        return builder.AddRedisCache(options => options.Configuration = configuration);
    }

    /// <inheritdoc cref="AddRedisCache(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddRedisCache(this IEdgeIsolatesBuilder builder, Action<RedisCacheOptions> configure)
    {
        builder.AddStoreOptions<RedisCacheOptions, RedisCacheOptionsValidator>(configure)
            .Replace(ServiceDescriptor.Singleton<IResponseStore, RedisResponseStore>());
        return builder;
    }

    private static IServiceCollection AddRedis(this IEdgeIsolatesBuilder builder, Action<RedisStoreOptions> configure)
    {
        IServiceCollection services = builder.AddStoreOptions<RedisStoreOptions, RedisStoreOptionsValidator>(configure);
        services.TryAddSingleton(static provider => new RedisConnection(
            provider.GetRequiredService<RedisStoreOptions>().Settings,
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
