using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

/// <summary>The functions and their versions, to look at.</summary>
internal sealed class FunctionEndpoints(IEdgeFunctions functions)
{
    public void Map(AdminRoutes routes)
    {
        routes.Get("/functions", ListAsync, new AdminOperation("listFunctions", "Lists the functions by name.")
        {
            Query =
            [
                new AdminParameter("after", "string", "Only functions whose name comes after this one."),
                new AdminParameter("limit", "integer", $"At most so many, 1 to {FunctionPage.MostFunctions}, which is also the default. When there are more, the header Link names the next page."),
                new AdminParameter("prefix", "string", "Only functions whose name begins so."),
            ],
            Answer = AdminAnswer.Ok("The functions.", ReadableJson.Admin.IReadOnlyListFunctionDescription),
            Problems = [StatusCodes.Status400BadRequest],
        });
        routes.Get("/functions/{name}", ShowAsync, new AdminOperation("getFunction", "Shows a function.")
        {
            Answer = AdminAnswer.Ok("The function.", ReadableJson.Admin.FunctionDescription),
            Problems = [StatusCodes.Status404NotFound],
        });
        routes.Get("/functions/{name}/versions", ListVersionsAsync, new AdminOperation("listVersions", "Lists the versions that are kept of a function, newest first.")
        {
            Answer = AdminAnswer.Ok("The versions.", ReadableJson.Admin.IReadOnlyListVersionDescription),
            Problems = [StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable],
        });
    }

    private Task ListAsync(HttpContext context)
    {
        if (FunctionPage.Of(context.Request.Query) is not { } page)
        {
            return AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest($"limit is a number from 1 to {FunctionPage.MostFunctions}."));
        }

        (IReadOnlyList<FunctionRecord> shown, bool hasMore) = page.Take(functions.List());
        if (hasMore)
        {
            context.Response.Headers.Link = $"<{context.Request.PathBase.Add(context.Request.Path).ToUriComponent()}{page.Next(shown[^1].Name)}>; rel=\"next\"";
        }

        return AdminAnswers.OkAsync(context, [.. shown.Select(FunctionDescription.Of)], ReadableJson.Admin.IReadOnlyListFunctionDescription);
    }

    private Task ShowAsync(HttpContext context) =>
        functions.Find(context.FunctionName()) is { } function
            ? AdminAnswers.OkAsync(context, FunctionDescription.Of(function), ReadableJson.Admin.FunctionDescription)
            : AdminAnswers.NoSuchFunctionAsync(context);

    private async Task ListVersionsAsync(HttpContext context)
    {
        string name = context.FunctionName();
        if (functions.Find(name) is not { } function)
        {
            await AdminAnswers.NoSuchFunctionAsync(context);
            return;
        }

        try
        {
            IReadOnlyList<FunctionVersion> versions = await functions.ListVersionsAsync(name, context.RequestAborted);
            await AdminAnswers.OkAsync(
                context,
                [.. versions.Select(version => VersionDescription.Of(version, function))],
                ReadableJson.Admin.IReadOnlyListVersionDescription);
        }
        catch (StoreUnavailableException exception)
        {
            await AdminAnswers.StoreUnavailableAsync(context, exception);
        }
    }
}
