using EdgeIsolates;
using EdgeIsolates.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps what EdgeIsolates knows in an SQLite file.</summary>
public static class EdgeIsolatesSqliteExtensions
{
    /// <summary>
    /// Keeps functions, routes, metrics, queues and schedules in one SQLite file, in place of the stores that were chosen before. For one node, or for a few
    /// processes on one machine; the file must not lie on a network share.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="path">The file; made when it is not there. Its folder must exist.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddSqliteStores(this IEdgeIsolatesBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.AddSqliteStores(options => options.Path = path);
    }

    /// <inheritdoc cref="AddSqliteStores(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddSqliteStores(this IEdgeIsolatesBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        services.AddOptions<SqliteStoreOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value);
        services.TryAddSingleton<SqliteDatabase>();
        services.Replace(ServiceDescriptor.Singleton<IFunctionStore, SqliteFunctionStore>());
        services.Replace(ServiceDescriptor.Singleton<IRouteStore, SqliteRouteStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetricsStore, SqliteMetricsStore>());
        services.Replace(ServiceDescriptor.Singleton<IQueueStore, SqliteQueueStore>());
        services.Replace(ServiceDescriptor.Singleton<IScheduleStore, SqliteScheduleStore>());
        return builder;
    }
}
