using System.Diagnostics.Metrics;
using System.Net;
using EdgeIsolates;
using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.Caching;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Bindings.KeyValue;
using EdgeIsolates.Bindings.Objects;
using EdgeIsolates.Bindings.RateLimits;
using EdgeIsolates.Bindings.Sql;
using EdgeIsolates.Deployments;
using EdgeIsolates.Hosting;
using EdgeIsolates.Isolates;
using EdgeIsolates.Metrics;
using EdgeIsolates.Records;
using EdgeIsolates.SourceMaps;
using EdgeIsolates.Stores;
using EdgeIsolates.V8;
using EdgeIsolates.Web;
using EdgeIsolates.Web.Outbound;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds EdgeIsolates to a host that has no ASP.NET Core.</summary>
public static class EdgeIsolatesCoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds the runtime: <see cref="IEdgeRuntime"/>, <see cref="IEdgeFunctions"/>, <see cref="IIsolatePool"/> and <see cref="IIsolateHealthSource"/>, all
    /// singletons, with functions in memory. Calling it again only adds to the options. Web applications call <c>AddEdgeIsolates</c> instead.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options; may be <see langword="null"/>.</param>
    /// <returns>A builder for further choices.</returns>
    public static IEdgeIsolatesBuilder AddEdgeIsolatesCore(this IServiceCollection services, Action<EdgeIsolatesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddOptions<EdgeIsolatesOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeIsolatesOptions>, EdgeIsolatesOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddIsolates();
        services.AddRecords();
        services.AddFunctions();
        services.AddBindings();
        return new EdgeIsolatesBuilder(services);
    }

    private static void AddIsolates(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFunctionLog, LoggerFunctionLog>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<EdgeIsolatesOptions>>().Value);
        services.TryAddSingleton(static provider => WebPlatform.Shared);
        services.TryAddSingleton<IOutboundHandler>(static provider => new HttpOutboundHandler(
            provider.GetRequiredService<EdgeIsolatesOptions>().Egress,
            Dns.GetHostAddressesAsync));
        services.TryAddSingleton(NewEnvironment);
        services.TryAddSingleton(NewReserve);
        services.TryAddSingleton<IsolateStarter>();
        services.TryAddSingleton<Quarantine>();
        services.TryAddSingleton(static _ => new LostMemory(static () => V8Engine.Statistics.LostBytes));
        services.TryAddSingleton<IsolatePool>();
        services.TryAddSingleton<IIsolatePool>(static provider => provider.GetRequiredService<IsolatePool>());
        services.TryAddSingleton<IIsolatePoolInspector>(static provider => provider.GetRequiredService<IsolatePool>());
        services.TryAddSingleton<IIsolateHealthSource, IsolateHealthSource>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, IsolatesStartup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StoreScopeNotice>());
    }

    private static void AddRecords(this IServiceCollection services)
    {
        services.TryAddSingleton<InvocationRecords>();
        services.TryAddSingleton<SourceMapCache>();
        services.TryAddSingleton<LiveTail>();
        services.TryAddSingleton<ILiveTail>(static provider => provider.GetRequiredService<LiveTail>());
        services.TryAddSingleton<IMetricsStore, InMemoryMetricsStore>();
        services.TryAddSingleton<FunctionMeter>();
        services.TryAddSingleton<MetricsFlush>();
        services.TryAddSingleton<IEdgeMetrics, EdgeMetrics>();
        services.TryAddSingleton(static provider => new InvocationInstruments(
            provider.GetService<IMeterFactory>(),
            () => provider.GetRequiredService<IIsolateHealthSource>().GetHealth(),
            () => provider.GetRequiredService<IIsolatePoolInspector>().GetStatistics()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IInvocationSink, FunctionMeter>(static provider => provider.GetRequiredService<FunctionMeter>()),
            ServiceDescriptor.Singleton<IInvocationSink, InvocationInstruments>(static provider => provider.GetRequiredService<InvocationInstruments>()),
            ServiceDescriptor.Singleton<IInvocationSink, LiveTail>(static provider => provider.GetRequiredService<LiveTail>()),
            ServiceDescriptor.Singleton<IHostedService, MetricsFlush>(static provider => provider.GetRequiredService<MetricsFlush>()),
        ]);
    }

    private static void AddFunctions(this IServiceCollection services)
    {
        services.TryAddSingleton<IFunctionStore, InMemoryFunctionStore>();
        services.TryAddSingleton<IRouteStore, InMemoryRouteStore>();
        services.TryAddSingleton<ISecretProtection, ProcessSecretProtection>();
        services.TryAddSingleton<FunctionStores>();
        services.TryAddSingleton<SecretBox>();
        services.TryAddSingleton<VersionLoader>();
        services.TryAddSingleton<VersionWarmer>();
        services.TryAddSingleton<FunctionCatalog>();
        services.TryAddSingleton<RouteClaims>();
        services.TryAddSingleton<StoreCheck>();
        services.TryAddSingleton<RecordEditor>();
        services.TryAddSingleton<DeploymentRules>();
        services.TryAddSingleton<CodeCheck>();
        services.TryAddSingleton<DeploymentCheck>();
        services.TryAddSingleton<FunctionDeployer>();
        services.TryAddSingleton<IEdgeFunctions, EdgeFunctions>();
        services.TryAddSingleton<TrafficSplit>();
        services.TryAddSingleton<EdgeRuntime>();
        services.TryAddSingleton<IEdgeRuntime>(static provider => provider.GetRequiredService<EdgeRuntime>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FunctionSync>());
    }

    /// <summary>The bindings that every host has; those of a store are replaced by the store's.</summary>
    private static void AddBindings(this IServiceCollection services)
    {
        services.TryAddSingleton<BindingProviders>();
        services.TryAddSingleton<HostServiceTypes>();
        services.TryAddSingleton(static provider => new ResponseCache(
            provider.GetRequiredService<EdgeIsolatesOptions>().Cache.MemoryBytes,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => new SharedResponses(
            provider.GetService<IResponseStore>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedResponses>>()));
        services.TryAddSingleton<NodeResponses>();
        services.TryAddSingleton<IKeyValueStore>(static provider => new InMemoryKeyValueStore(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<EdgeIsolatesOptions>().KeyValue.MemoryStoreBytes));
        services.TryAddSingleton<NodeKeyValues>();
        services.TryAddSingleton<HostDatabases>();
        services.TryAddSingleton<HostBuckets>();
        services.TryAddSingleton(static provider => new InMemoryRateLimits(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IRateLimits>(static provider => provider.GetRequiredService<InMemoryRateLimits>());
        services.AddDurableObjects();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IBindingProvider, JsonVariableProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, ObjectNamespaceProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, VersionMetadataProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, KeyValueBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, RateLimitBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, ServiceBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, QueueBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, HostBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, SqlBindingProvider>(),
            ServiceDescriptor.Singleton<IBindingProvider, ObjectBindingProvider>(),
        ]);
        services.AddEvents();
    }

    private static void AddDurableObjects(this IServiceCollection services)
    {
        services.TryAddSingleton<IDurableObjectOwners, LocalObjectOwners>();
        services.TryAddSingleton<ObjectSockets>();
        services.TryAddSingleton<ObjectStarter>();
        services.TryAddSingleton<ObjectHost>();
        services.TryAddSingleton<AlarmClock>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHostedService, AlarmClock>(static provider => provider.GetRequiredService<AlarmClock>()),
            ServiceDescriptor.Singleton<IHostedService, DeletedClasses>(),
        ]);
    }

    /// <summary>What calls functions by itself: queues and schedules.</summary>
    private static void AddEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<IQueueStore, InMemoryQueueStore>();
        services.TryAddSingleton<QueueHints>();
        services.TryAddSingleton<Queues>();
        services.TryAddSingleton<IEdgeQueues>(static provider => provider.GetRequiredService<Queues>());
        services.TryAddSingleton<IScheduleStore, InMemoryScheduleStore>();
        services.TryAddSingleton<Schedules>();
        services.TryAddSingleton<IEdgeSchedules>(static provider => provider.GetRequiredService<Schedules>());
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHostedService, QueueDispatcher>(),
            ServiceDescriptor.Singleton<IHostedService, CronScheduler>(),
        ]);
    }

    private static IsolateEnvironment NewEnvironment(IServiceProvider provider)
    {
        EdgeIsolatesOptions options = provider.GetRequiredService<EdgeIsolatesOptions>();
        // Made before the pool and so disposed of after it: what the last requests count is written too.
        _ = provider.GetRequiredService<MetricsFlush>();
        return new IsolateEnvironment(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WebPlatform>(),
            provider.GetRequiredService<IFunctionLog>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("EdgeIsolates.Isolates"),
            options.Limits,
            options.Region,
            provider.GetRequiredService<IOutboundHandler>(),
            provider.GetRequiredService<InvocationRecords>(),
            provider.GetRequiredService<SourceMapCache>(),
            provider.GetRequiredService<BindingProviders>(),
            provider);
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
}
