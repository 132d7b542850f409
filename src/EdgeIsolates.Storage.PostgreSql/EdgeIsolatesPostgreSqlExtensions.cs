using EdgeIsolates;
using EdgeIsolates.Storage.PostgreSql;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps what EdgeIsolates knows in PostgreSQL.</summary>
public static class EdgeIsolatesPostgreSqlExtensions
{
    /// <summary>
    /// Keeps functions, routes, metrics, queues, schedules and the entries of <c>kv</c> bindings in a PostgreSQL database that any number of nodes share, in place of
    /// the stores that were chosen before.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="connectionString">The server and the database, in Npgsql's spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddPostgreSqlStores(this IEdgeIsolatesBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgreSqlStores(options => options.ConnectionString = connectionString);
    }

    /// <inheritdoc cref="AddPostgreSqlStores(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddPostgreSqlStores(this IEdgeIsolatesBuilder builder, Action<PostgreSqlStoreOptions> configure)
    {
        IServiceCollection services = builder.AddStoreOptions<PostgreSqlStoreOptions, PostgreSqlStoreOptionsValidator>(configure);
        services.TryAddSingleton<PostgreSqlDatabase>();
        services.AddSingleton(new StoreScope(StoreScope.Functions, nameof(AddPostgreSqlStores), IsShared: true));
        services.Replace(ServiceDescriptor.Singleton<IFunctionStore, PostgreSqlFunctionStore>());
        services.Replace(ServiceDescriptor.Singleton<IRouteStore, PostgreSqlRouteStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetricsStore, PostgreSqlMetricsStore>());
        services.Replace(ServiceDescriptor.Singleton<IQueueStore, PostgreSqlQueueStore>());
        services.Replace(ServiceDescriptor.Singleton<IScheduleStore, PostgreSqlScheduleStore>());
        services.Replace(ServiceDescriptor.Singleton<IKeyValueStore, PostgreSqlKeyValueStore>());
        return builder;
    }

    /// <summary>
    /// Lets functions use a PostgreSQL database of the host through <c>d1</c> bindings that name this id. What they may do there is what the role of
    /// the connection string may do.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="id">What bindings call the database. An id can be added once.</param>
    /// <param name="connectionString">The server, the database and the role, in Npgsql's spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddPostgreSqlDatabase(this IEdgeIsolatesBuilder builder, string id, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgreSqlDatabase(id, options => options.ConnectionString = connectionString);
    }

    /// <inheritdoc cref="AddPostgreSqlDatabase(IEdgeIsolatesBuilder, string, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="id">What bindings call the database. An id can be added once.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddPostgreSqlDatabase(this IEdgeIsolatesBuilder builder, string id, Action<PostgreSqlDatabaseOptions> configure)
    {
        IServiceCollection services = builder.AddStoreOptions(id, configure, new PostgreSqlDatabaseOptionsValidator(id));
        services.AddSingleton(provider => new PostgreSqlUserDatabaseEntry(
            id,
            () => new PostgreSqlUserDatabase(
                provider.GetRequiredService<IOptionsMonitor<PostgreSqlDatabaseOptions>>().Get(id),
                provider.GetRequiredService<TimeProvider>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISqlDatabases, PostgreSqlUserDatabases>());
        return builder;
    }

    /// <summary>Gives <c>r2</c> bindings buckets in a PostgreSQL database that any number of nodes share.</summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="connectionString">The server and the database, in Npgsql's spelling.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddPostgreSqlBuckets(this IEdgeIsolatesBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.AddPostgreSqlBuckets(options => options.ConnectionString = connectionString);
    }

    /// <inheritdoc cref="AddPostgreSqlBuckets(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddPostgreSqlBuckets(this IEdgeIsolatesBuilder builder, Action<PostgreSqlBucketsOptions> configure)
    {
        builder.AddStoreOptions<PostgreSqlBucketsOptions, PostgreSqlBucketsOptionsValidator>(configure)
            .TryAddEnumerable(ServiceDescriptor.Singleton<IObjectBuckets, PostgreSqlBuckets>());
        return builder;
    }
}
