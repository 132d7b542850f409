using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>A function's secrets: their names can be read, their values only be set. Each change is a new version of the same code.</summary>
internal sealed class SecretEndpoints(IEdgeFunctions functions)
{
    public void Map(AdminRoutes routes)
    {
        AdminAnswer deployed = AdminAnswer.Ok("The version with the changed secrets.", ReadableJson.Admin.DeployAnswer);
        routes.Get("/functions/{name}/secrets", ListAsync, new AdminOperation("listSecrets", "Lists the names of a function's secrets.")
        {
            Answer = AdminAnswer.Ok("The names.", ReadableJson.Admin.IReadOnlyListString),
            Problems = [StatusCodes.Status404NotFound],
        });
        routes.Patch("/functions/{name}/secrets", ChangeAsync, new AdminOperation("changeSecrets", "Sets secrets by name, and takes away those whose value is null; the others stay.")
        {
            Query = [AdminParameter.By],
            Request = [AdminContent.Json(ReadableJson.Admin.SecretChanges)],
            Answer = deployed,
            Problems = AdminOperation.ProblemsOfChanges,
        });
        routes.Put("/functions/{name}/secrets/{key}", SetAsync, new AdminOperation("setSecret", "Sets one secret.")
        {
            Query = [AdminParameter.By],
            Request = [AdminContent.Json(ReadableJson.Admin.SecretRequest)],
            Answer = deployed,
            Problems = AdminOperation.ProblemsOfChanges,
        });
        routes.Delete("/functions/{name}/secrets/{key}", RemoveAsync, new AdminOperation("removeSecret", "Takes one secret away.")
        {
            Query = [AdminParameter.By],
            Answer = deployed,
            Problems = AdminOperation.ProblemsOfChanges,
        });
    }

    private Task ListAsync(HttpContext context) =>
        functions.Find(context.FunctionName()) is { } function
            ? AdminAnswers.OkAsync(context, NamesOf(function), ReadableJson.Admin.IReadOnlyListString)
            : AdminAnswers.NoSuchFunctionAsync(context);

    private async Task ChangeAsync(HttpContext context)
    {
        SecretChanges? changes = await AdminBody.ReadAsync(context, ReadableJson.Admin.SecretChanges);
        if (changes is { Count: 0 })
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("A change names at least one secret: {\"NAME\": \"value\", \"OLD\": null}."));
        }
        else if (changes is not null)
        {
            await DeployAsync(context, changes.ToDictionary(change => change.Key, change => change.Value ?? ""), AdminCaller.Of(context));
        }
    }

    private async Task SetAsync(HttpContext context)
    {
        SecretRequest? request = await AdminBody.ReadAsync(context, ReadableJson.Admin.SecretRequest);
        if (request is { Value: null or "" })
        {
            await AdminAnswers.ProblemAsync(context, AdminProblem.BadRequest("A secret has a value: {\"value\": \"…\"}."));
        }
        else if (request is not null)
        {
            await DeployAsync(context, new Dictionary<string, string> { [context.SecretKey()] = request.Value }, AdminCaller.Of(context, request.By));
        }
    }

    private Task RemoveAsync(HttpContext context)
    {
        if (functions.Find(context.FunctionName()) is not { } function)
        {
            return AdminAnswers.NoSuchFunctionAsync(context);
        }

        return NamesOf(function).Contains(context.SecretKey())
            ? DeployAsync(context, new Dictionary<string, string> { [context.SecretKey()] = "" }, AdminCaller.Of(context))
            : AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "The function has no secret of this name.");
    }

    private async Task DeployAsync(HttpContext context, Dictionary<string, string> secrets, string by)
    {
        DeployResult result = await functions.SetSecretsAsync(context.FunctionName(), secrets, by, context.RequestAborted);
        await (result.Succeeded
            ? AdminAnswers.OkAsync(context, DeployAnswer.Of(result.Function), ReadableJson.Admin.DeployAnswer)
            : AdminAnswers.ProblemAsync(context, FaultProblem.OfDeploy(result.Faults)));
    }

    private static IReadOnlyList<string> NamesOf(FunctionRecord function) => function.Traffic is [.., { Version: { } newest }] ? newest.SecretNames : [];
}
