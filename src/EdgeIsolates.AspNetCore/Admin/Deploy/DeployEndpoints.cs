using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>The door for code.</summary>
internal sealed class DeployEndpoints(IEdgeFunctions functions, EdgeIsolatesAdminOptions options, ILogger log)
{
    public void Map(AdminRoutes routes) =>
        routes.Put("/functions/{name}", DeployAsync, new AdminOperation("deployFunction", "Deploys a function: makes a new version, and gives it the requests.")
        {
            Query =
            [
                new AdminParameter("route", "array", "The routes, when the body is the JavaScript itself."),
                new AdminParameter("message", "string", "What changed, when the body is the JavaScript itself."),
                new AdminParameter("trafficPercent", "integer", "The new version's share of the requests, when the body is the JavaScript itself; 100 when it is not said."),
                AdminParameter.By,
            ],
            Request =
            [
                AdminContent.Json(ReadableJson.Admin.DeployRequest),
                new AdminContent("text/javascript"),
                new AdminContent("multipart/form-data", ReadableJson.Admin.DeployForm),
            ],
            Answer = new AdminAnswer(StatusCodes.Status201Created, "The new version is live.", AdminContent.Json(ReadableJson.Admin.DeployAnswer)),
            Problems = AdminOperation.ProblemsOfChanges,
        });

    private async Task DeployAsync(HttpContext context)
    {
        string name = context.FunctionName();
        (FunctionDeployment? deployment, AdminProblem? problem) = await DeployBody.ReadAsync(context, name, functions.FindNewest(name), options.MaxDeployBytes);
        if (deployment is null)
        {
            await AdminAnswers.ProblemAsync(context, problem!);
            return;
        }

        DeployResult result = await functions.DeployAsync(deployment, context.RequestAborted);
        if (!result.Succeeded)
        {
            log.Refused(name, result.Faults[0]);
            await AdminAnswers.ProblemAsync(context, FaultProblem.OfDeploy(result.Faults));
            return;
        }

        context.Response.Headers.Location = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        await AdminAnswers.JsonAsync(context, StatusCodes.Status201Created, DeployAnswer.Of(result.Function), ReadableJson.Admin.DeployAnswer);
    }
}
