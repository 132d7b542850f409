using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What functions did, in figures.</summary>
internal sealed class MetricsEndpoints(IEdgeMetrics metrics, IEdgeFunctions functions, TimeProvider time)
{
    public void Map(AdminRoutes routes)
    {
        routes.Get("/metrics", ShowAllAsync, new AdminOperation("getMetrics", "Shows what all functions did.")
        {
            Query = MetricsSpan.Parameters,
            Answer = AdminAnswer.Ok("The figures of each function that had requests.", ReadableJson.Admin.HostMetricsDescription),
            Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status503ServiceUnavailable],
        });
        routes.Get("/functions/{name}/metrics", ShowAsync, new AdminOperation("getFunctionMetrics", "Shows what a function and its versions did.")
        {
            Query = MetricsSpan.Parameters,
            Answer = AdminAnswer.Ok("The figures.", ReadableJson.Admin.FunctionMetricsDescription),
            Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable],
        });
    }

    private Task ShowAllAsync(HttpContext context) => ReadAsync(context, null, (read, query) => AdminAnswers.OkAsync(
        context,
        new HostMetricsDescription(query.From, query.To, [.. read.Select(FunctionFiguresDescription.Of)]),
        ReadableJson.Admin.HostMetricsDescription));

    private Task ShowAsync(HttpContext context)
    {
        string name = context.FunctionName();
        return ReadAsync(context, name, (read, query) =>
        {
            if (read.Count == 0 && functions.Find(name) is null)
            {
                return AdminAnswers.NoSuchFunctionAsync(context);
            }

            FunctionMetrics found = read.Count > 0 ? read[0] : new FunctionMetrics { FunctionName = name, Total = new InvocationFigures() };
            return AdminAnswers.OkAsync(context, FunctionMetricsDescription.Of(found, query), ReadableJson.Admin.FunctionMetricsDescription);
        });
    }

    private async Task ReadAsync(HttpContext context, string? name, Func<IReadOnlyList<FunctionMetrics>, FunctionMetricsQuery, Task> answer)
    {
        if (!MetricsSpan.TryRead(context.Request.Query, time.GetUtcNow(), name, out FunctionMetricsQuery? query))
        {
            await AdminAnswers.ProblemAsync(
                context,
                AdminProblem.BadRequest("from and to are times such as 2026-11-22T10:00:00Z; step is a number of seconds."));
            return;
        }

        try
        {
            await answer(await metrics.ReadAsync(query, context.RequestAborted), query);
        }
        catch (ArgumentException exception)
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("The query makes no sense.", SentenceOf(exception)));
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
    }

    /// <summary>Without the name of the parameter that .NET puts behind it: the caller's has another name.</summary>
    private static string SentenceOf(ArgumentException exception) => exception.Message.Replace($" (Parameter '{exception.ParamName}')", "", StringComparison.Ordinal);
}
