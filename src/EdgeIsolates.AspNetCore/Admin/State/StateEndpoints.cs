using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>How the isolates of this node are.</summary>
internal sealed class StateEndpoints(IIsolatePoolInspector pool, IIsolateHealthSource health)
{
    public void Map(AdminRoutes routes)
    {
        routes.Get("/isolates", ListIsolatesAsync, new AdminOperation("listIsolates", "Lists the isolates of this node, with the pool's counters.")
        {
            Query = [new AdminParameter("function", "string", "Only the isolates of this function.")],
            Answer = AdminAnswer.Ok("The isolates.", ReadableJson.Admin.PoolDescription),
        });
        routes.Get("/health", ShowHealthAsync, new AdminOperation("getHealth", "Tells whether this process should go on as it is.")
        {
            Answer = AdminAnswer.Ok("The verdict and its reasons.", ReadableJson.Admin.HealthDescription),
        });
    }

    private Task ListIsolatesAsync(HttpContext context)
    {
        string function = context.Request.Query["function"].ToString();
        IEnumerable<IsolateInfo> isolates = pool.ListIsolates().Where(isolate => function.Length == 0 || isolate.FunctionName == function);
        return AdminAnswers.OkAsync(context, PoolDescription.Of(pool.GetStatistics(), isolates), ReadableJson.Admin.PoolDescription);
    }

    private Task ShowHealthAsync(HttpContext context) =>
        AdminAnswers.OkAsync(context, HealthDescription.Of(health.GetHealth()), ReadableJson.Admin.HealthDescription);
}
