using EdgeIsolates.Bindings;
using EdgeIsolates.Bindings.DurableObjects;
using EdgeIsolates.Bindings.KeyValue;
using EdgeIsolates.Bindings.Objects;
using EdgeIsolates.Bindings.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>The admin API as a whole, and the dashboard over it: each part maps its own endpoints.</summary>
internal static class AdminEndpoints
{
    public static IEndpointConventionBuilder Map(IServiceProvider services, RouteGroupBuilder group)
    {
        IEdgeFunctions functions = services.GetFromEdgeIsolates<IEdgeFunctions>();
        ILiveTail tail = services.GetFromEdgeIsolates<ILiveTail>();
        EdgeIsolatesAdminOptions options = services.GetFromEdgeIsolates<IOptions<EdgeIsolatesAdminOptions>>().Value;
        ILogger log = services.GetFromEdgeIsolates<ILoggerFactory>().CreateLogger("EdgeIsolates.AspNetCore.AdminEndpoints");
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;

        AdminRoutes routes = new(group, new AdminGuard(options, log));
        new FunctionEndpoints(functions).Map(routes);
        new DeployEndpoints(functions, options, log).Map(routes);
        new ChangeEndpoints(functions).Map(routes);
        new SecretEndpoints(functions).Map(routes);
        new MetricsEndpoints(services.GetFromEdgeIsolates<IEdgeMetrics>(), functions, time).Map(routes);
        new TailEndpoints(tail, functions, services.GetFromEdgeIsolates<IHostApplicationLifetime>(), time).Map(routes);
        new InvokeEndpoint(services.GetFromEdgeIsolates<IEdgeRuntime>(), functions, tail, time).Map(routes);
        new StateEndpoints(services.GetFromEdgeIsolates<IIsolatePoolInspector>(), services.GetFromEdgeIsolates<IIsolateHealthSource>()).Map(routes);
        new QueueEndpoints(services.GetFromEdgeIsolates<IEdgeQueues>(), functions, time).Map(routes);
        new ScheduleEndpoints(services.GetFromEdgeIsolates<IEdgeSchedules>(), functions).Map(routes);
        MapStorage(services, functions, time, routes);
        if (services.GetService<HostServiceTypes>() is { } types)
        {
            new TypesEndpoint(types).Map(routes);
        }

        new OpenApiEndpoint(routes).Map();
        DashboardEndpoints.Map(routes);
        // What is not here must not fall through to a tenant's function.
        routes.Unlisted("/{**rest}", NothingHereAsync);
        return group;
    }

    /// <summary>What bindings keep.</summary>
    private static void MapStorage(IServiceProvider services, IEdgeFunctions functions, TimeProvider time, AdminRoutes routes)
    {
        new BindingEndpoints(functions).Map(routes);
        new KeyValueEndpoints(services.GetFromEdgeIsolates<NodeKeyValues>(), time).Map(routes);
        new SqlEndpoints(services.GetFromEdgeIsolates<HostDatabases>()).Map(routes);
        new BucketEndpoints(services.GetFromEdgeIsolates<HostBuckets>()).Map(routes);
        if (services.GetService<ObjectHost>() is { } objects)
        {
            new DurableObjectEndpoints(objects, services.GetService<IDurableObjectStore>(), functions, time).Map(routes);
        }
    }

    private static Task NothingHereAsync(HttpContext context) => AdminAnswers.ProblemAsync(
        context,
        StatusCodes.Status404NotFound,
        "The admin API has no such endpoint.",
        $"GET {OpenApiEndpoint.Path} tells all that there are.");
}
