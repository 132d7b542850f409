using EdgeIsolates;
using EdgeIsolates.Storage.Sqlite;
using EdgeIsolates.Storage.Sqlite.DurableObjects;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the state of Durable Objects in SQLite files.</summary>
public static class EdgeIsolatesSqliteDurableObjectExtensions
{
    /// <summary>Keeps each Durable Object in an SQLite file of its own, in one folder of this host.</summary>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="directory">The folder; made when it is not there.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddSqliteDurableObjects(this IEdgeIsolatesBuilder builder, string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return builder.AddSqliteDurableObjects(options => options.Directory = directory);
    }

    /// <inheritdoc cref="AddSqliteDurableObjects(IEdgeIsolatesBuilder, string)"/>
    /// <param name="builder">What <c>AddEdgeIsolates</c> returned.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    public static IEdgeIsolatesBuilder AddSqliteDurableObjects(this IEdgeIsolatesBuilder builder, Action<SqliteDurableObjectOptions> configure)
    {
        IServiceCollection services = builder.AddStoreOptions<SqliteDurableObjectOptions, SqliteDurableObjectOptionsValidator>(configure);
        services.TryAddSingleton<IFileSync, FileSync>();
        services.AddSingleton(new StoreScope("Durable Objects", nameof(AddSqliteDurableObjects), IsShared: false));
        services.Replace(ServiceDescriptor.Singleton<IDurableObjectStore, SqliteDurableObjectStore>());
        return builder;
    }
}
