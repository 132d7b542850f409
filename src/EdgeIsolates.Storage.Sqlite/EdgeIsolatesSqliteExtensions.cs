using EdgeIsolates;
using EdgeIsolates.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps what EdgeIsolates knows in an SQLite file.</summary>
public static class EdgeIsolatesSqliteExtensions
{
    /// <summary>
    /// Keeps functions, routes and metrics in one SQLite file, the entries of <c>kv</c> bindings in another one beside it (<c>edge.kv.db</c> beside
    /// <c>edge.db</c>), and queues and schedules in a third (<c>edge.queues.db</c>), in place of the stores that were chosen before. For one node, or for a few processes on one machine; the files must not lie
    /// on a network share.
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
        IServiceCollection services = builder.AddStoreOptions<SqliteStoreOptions, SqliteStoreOptionsValidator>(configure);
        services.TryAddSingleton(static provider =>
        {
            SqliteStoreOptions options = provider.GetRequiredService<SqliteStoreOptions>();
            return new SqliteDatabase(options.Path, SqliteSchema.Functions, options.BusyTimeout);
        });
        services.AddSingleton(new StoreScope(StoreScope.Functions, nameof(AddSqliteStores), IsShared: false));
        services.Replace(ServiceDescriptor.Singleton<IFunctionStore, SqliteFunctionStore>());
        services.Replace(ServiceDescriptor.Singleton<IRouteStore, SqliteRouteStore>());
        services.Replace(ServiceDescriptor.Singleton<IMetricsStore, SqliteMetricsStore>());
        services.TryAddSingleton<SqliteQueueFile>();
        services.Replace(ServiceDescriptor.Singleton<IQueueStore, SqliteQueueStore>());
        services.Replace(ServiceDescriptor.Singleton<IScheduleStore, SqliteScheduleStore>());
        services.Replace(ServiceDescriptor.Singleton<IKeyValueStore, SqliteKeyValueStore>());
        return builder;
    }

    /// <summary>
    /// Gives <c>d1</c> bindings SQLite databases: a file in the folder for each id that a function's config names. For one node; the folder must
    /// not lie on a network share.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddSqliteDatabases(this IEdgeIsolatesBuilder builder, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.AddSqliteDatabases(options => options.Folder = folder);
    }

    /// <inheritdoc cref="AddSqliteDatabases(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddSqliteDatabases(this IEdgeIsolatesBuilder builder, Action<SqliteDatabasesOptions> configure)
    {
        builder.AddStoreOptions<SqliteDatabasesOptions, SqliteDatabasesOptionsValidator>(configure)
            .AddSingleton(new StoreScope("SQL databases", nameof(AddSqliteDatabases), IsShared: false))
            .TryAddEnumerable(ServiceDescriptor.Singleton<ISqlDatabases, SqliteDatabases>());
        return builder;
    }

    /// <summary>
    /// Gives <c>r2</c> bindings buckets in a folder: the bytes are files, and an SQLite file says what there is. For one node; the folder must not lie
    /// on a network share.
    /// </summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddFileBuckets(this IEdgeIsolatesBuilder builder, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        return builder.AddFileBuckets(options => options.Folder = folder);
    }

    /// <inheritdoc cref="AddFileBuckets(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddFileBuckets(this IEdgeIsolatesBuilder builder, Action<FileBucketsOptions> configure)
    {
        builder.AddStoreOptions<FileBucketsOptions, FileBucketsOptionsValidator>(configure)
            .AddSingleton(new StoreScope("buckets", nameof(AddFileBuckets), IsShared: false))
            .TryAddEnumerable(ServiceDescriptor.Singleton<IObjectBuckets, FileBuckets>());
        return builder;
    }
}
