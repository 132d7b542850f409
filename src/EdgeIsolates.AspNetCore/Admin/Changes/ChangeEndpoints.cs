using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What can be done to a function that is deployed: other traffic, on and off, away.</summary>
internal sealed class ChangeEndpoints(IEdgeFunctions functions)
{
    public void Map(AdminRoutes routes)
    {
        routes.Post("/functions/{name}/rollback", RollBackAsync, Change("rollBackFunction", "Gives all requests to an earlier version.", ReadableJson.Admin.RollbackRequest));
        routes.Put("/functions/{name}/traffic", SplitAsync, Change("splitTraffic", "Splits the requests between two versions.", ReadableJson.Admin.TrafficRequest) with
        {
            IsRequestOptional = false,
        });
        routes.Post("/functions/{name}/disable", DisableAsync, Change("disableFunction", "Switches a function off.", ReadableJson.Admin.ChangeRequest));
        routes.Post("/functions/{name}/enable", EnableAsync, Change("enableFunction", "Switches a function on again.", ReadableJson.Admin.ChangeRequest));
        routes.Delete("/functions/{name}", RemoveAsync, new AdminOperation("removeFunction", "Removes a function with its routes and all its versions.")
        {
            Query = [AdminParameter.By],
            Answer = new AdminAnswer(StatusCodes.Status204NoContent, "It is gone."),
            Problems = [StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status503ServiceUnavailable],
        });
    }

    private static AdminOperation Change(string id, string summary, JsonTypeInfo request) => new(id, summary)
    {
        Query = [AdminParameter.By],
        Request = [AdminContent.Json(request)],
        IsRequestOptional = true,
        Answer = AdminAnswer.Ok("The function after the change.", ReadableJson.Admin.FunctionDescription),
        Problems = AdminOperation.ProblemsOfChanges,
    };

    private async Task RollBackAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.RollbackRequest) is { } request)
        {
            await AnswerAsync(
                context,
                await functions.RollBackAsync(context.FunctionName(), request.Number, AdminCaller.Of(context, request.By), context.RequestAborted));
        }
    }

    private async Task SplitAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.TrafficRequest) is not { } request)
        {
            return;
        }

        if (request is not { Number: { } number, Percent: >= 0 and <= 100 and int percent })
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("A split names a version and its share: {\"number\": 4, \"percent\": 10}, from 0 to 100 percent."));
            return;
        }

        await AnswerAsync(
            context,
            await functions.SplitTrafficAsync(context.FunctionName(), number, percent, AdminCaller.Of(context, request.By), context.RequestAborted));
    }

    private async Task DisableAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.ChangeRequest) is { } request)
        {
            await AnswerAsync(context, await functions.DisableAsync(context.FunctionName(), AdminCaller.Of(context, request.By), context.RequestAborted));
        }
    }

    private async Task EnableAsync(HttpContext context)
    {
        if (await AdminBody.ReadAsync(context, ReadableJson.Admin.ChangeRequest) is { } request)
        {
            await AnswerAsync(context, await functions.EnableAsync(context.FunctionName(), AdminCaller.Of(context, request.By), context.RequestAborted));
        }
    }

    private async Task RemoveAsync(HttpContext context)
    {
        ChangeResult change = await functions.RemoveAsync(context.FunctionName(), AdminCaller.Of(context), context.RequestAborted);
        if (!change.Succeeded)
        {
            await AdminAnswers.ProblemAsync(context, FaultProblem.OfChange(change.Fault));
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task AnswerAsync(HttpContext context, ChangeResult change) => change.Succeeded
        ? AdminAnswers.OkAsync(context, FunctionDescription.Of(change.Function), ReadableJson.Admin.FunctionDescription)
        : AdminAnswers.ProblemAsync(context, FaultProblem.OfChange(change.Fault));
}
