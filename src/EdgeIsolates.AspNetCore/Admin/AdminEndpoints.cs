using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeIsolates.AspNetCore;

/// <summary>The deploy door: functions in, out and listed, and the state of the isolates.</summary>
internal sealed class AdminEndpoints(
    IEdgeFunctions functions,
    IIsolateHealthSource isolates,
    EdgeIsolatesAdminOptions options,
    ILogger<AdminEndpoints> log)
{
    public static AdminEndpoints Create(IServiceProvider services) => new(
        services.GetFromEdgeIsolates<IEdgeFunctions>(),
        services.GetFromEdgeIsolates<IIsolateHealthSource>(),
        services.GetFromEdgeIsolates<IOptions<EdgeIsolatesAdminOptions>>().Value,
        services.GetFromEdgeIsolates<ILogger<AdminEndpoints>>());

    public IEndpointConventionBuilder Map(RouteGroupBuilder group)
    {
        AdminGuard guard = new(options, log);
        group.MapPut("/functions/{name}", guard.Protect(DeployAsync));
        group.MapGet("/functions/{name}", guard.Protect(ShowAsync));
        group.MapDelete("/functions/{name}", guard.Protect(RemoveAsync));
        group.MapGet("/functions", guard.Protect(ListAsync));
        group.MapGet("/health", guard.Protect(HealthAsync));
        // What is not here must not fall through to a tenant's function.
        group.Map("/{**rest}", guard.Protect(NothingHereAsync));
        return group;
    }

    private async Task DeployAsync(HttpContext context)
    {
        string name = Name(context);
        (FunctionDeployment? deployment, AdminProblem? problem) = await DeployBody.ReadAsync(context, name, options.MaxDeployBytes);
        if (deployment is null)
        {
            await AdminAnswers.ProblemAsync(context, problem!);
            return;
        }

        DeployResult result = await functions.DeployAsync(deployment, context.RequestAborted);
        if (!result.Succeeded)
        {
            log.Refused(name, result.Faults[0]);
            await AdminAnswers.ProblemAsync(context, DeployProblem.Of(result.Faults));
            return;
        }

        EdgeFunction function = result.Function;
        context.Response.Headers.Location = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        DeployAnswer answer = new(function.Name, function.Version, function.Routes);
        await AdminAnswers.JsonAsync(context, StatusCodes.Status201Created, answer, ReadableJson.Admin.DeployAnswer);
    }

    private Task ShowAsync(HttpContext context) =>
        functions.Find(Name(context)) is { } function
            ? AdminAnswers.JsonAsync(context, StatusCodes.Status200OK, FunctionDescription.Of(function), ReadableJson.Admin.FunctionDescription)
            : NoSuchFunctionAsync(context);

    private Task ListAsync(HttpContext context) =>
        AdminAnswers.JsonAsync(
            context,
            StatusCodes.Status200OK,
            [.. functions.List().Select(FunctionDescription.Of)],
            ReadableJson.Admin.IReadOnlyListFunctionDescription);

    private async Task RemoveAsync(HttpContext context)
    {
        ChangeResult change = await functions.RemoveAsync(Name(context), cancellationToken: context.RequestAborted);
        if (!change.Succeeded)
        {
            await NoSuchFunctionAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Task HealthAsync(HttpContext context) =>
        AdminAnswers.JsonAsync(context, StatusCodes.Status200OK, HealthDescription.Of(isolates.GetHealth()), ReadableJson.Admin.HealthDescription);

    private static Task NoSuchFunctionAsync(HttpContext context) =>
        AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "There is no function of this name.");

    private static Task NothingHereAsync(HttpContext context) =>
        AdminAnswers.ProblemAsync(
            context,
            StatusCodes.Status404NotFound,
            "The admin API has no such endpoint.",
            "There are PUT, GET and DELETE /functions/{name}, GET /functions and GET /health.");

    private static string Name(HttpContext context) => (string)context.GetRouteValue("name")!;
}
