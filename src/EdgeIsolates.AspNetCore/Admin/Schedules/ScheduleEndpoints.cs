using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>When functions are called by the clock, and how that went.</summary>
internal sealed class ScheduleEndpoints(IEdgeSchedules schedules, IEdgeFunctions functions)
{
    private const int ShownRuns = 100;
    private const int LongestCron = 200;

    public void Map(AdminRoutes routes)
    {
        routes.Get("/functions/{name}/schedules", ShowAsync, new AdminOperation("getSchedules", "Shows when a function is called by the clock, and its last 100 runs.")
        {
            Answer = AdminAnswer.Ok("The schedules and their runs.", ReadableJson.Admin.SchedulesDescription),
            Problems = [StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable],
        });
        routes.Post("/functions/{name}/scheduled", RunAsync, new AdminOperation("runScheduled", "Calls a function's scheduled handler now.")
        {
            Query = [new AdminParameter("cron", "string", "What the handler finds as its expression; the function's first one when it is not said.")],
            Answer = AdminAnswer.Ok("How it went; a handler that failed is told by the outcome.", ReadableJson.Admin.RunDescription),
            Problems = [StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable],
        });
    }

    private static IEnumerable<CronTrigger> CronsOf(FunctionRecord function) =>
        function.Traffic.Reverse().SelectMany(static share => share.Version.Config.Crons).Distinct();

    private async Task ShowAsync(HttpContext context)
    {
        if (functions.Find(context.FunctionName()) is not { } function)
        {
            await AdminAnswers.NoSuchFunctionAsync(context);
            return;
        }

        try
        {
            IReadOnlyList<ScheduledRun> runs = await schedules.ReadAsync(function.Name, ShownRuns, context.RequestAborted);
            ScheduleDescription[] all = [.. CronsOf(function).Select(cron => new ScheduleDescription(cron.Cron, cron.TimeZone, cron.Misfire, schedules.NextOf(cron)))];
            await AdminAnswers.OkAsync(context, new SchedulesDescription(all, [.. runs.Select(RunDescription.Of)]), ReadableJson.Admin.SchedulesDescription);
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
    }

    private async Task RunAsync(HttpContext context)
    {
        if (functions.Find(context.FunctionName()) is not { } function)
        {
            await AdminAnswers.NoSuchFunctionAsync(context);
            return;
        }

        string cron = (string?)context.Request.Query["cron"] ?? CronsOf(function).FirstOrDefault()?.Cron ?? "";
        if (cron.Length is 0 or > LongestCron)
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("The function has no schedule: say which expression its handler is to find, as ?cron=."));
            return;
        }

        try
        {
            ScheduledRun? run = await schedules.RunAsync(function.Name, cron, context.RequestAborted);
            await (run is null
                ? AdminAnswers.ProblemAsync(context, StatusCodes.Status409Conflict, "Another run began at the same moment.")
                : AdminAnswers.OkAsync(context, RunDescription.Of(run), ReadableJson.Admin.RunDescription));
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
    }
}
