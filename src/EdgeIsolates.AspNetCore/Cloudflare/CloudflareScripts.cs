using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeIsolates.AspNetCore;

/// <summary>Functions as Cloudflare's scripts: uploaded, looked up, deleted.</summary>
internal sealed class CloudflareScripts(IEdgeFunctions functions, EdgeIsolatesAdminOptions options, ILogger log)
{
    public void Map(CloudflareRoutes routes)
    {
        routes.Map(HttpMethods.Get, "/workers/scripts", _ => CloudflareAnswer.Ok(new JsonArray([.. functions.List().Where(static function => function.Traffic.Count > 0).Select(ScriptOf)])));
        routes.Map(HttpMethods.Put, "/workers/scripts/{name}", UploadAsync);
        routes.Map(HttpMethods.Post, "/workers/scripts/{name}/versions", UploadVersionAsync);
        routes.Map(HttpMethods.Delete, "/workers/scripts/{name}", DeleteAsync);
        routes.Map(HttpMethods.Delete, "/workers/services/{name}", DeleteAsync);
        routes.Map(HttpMethods.Get, "/workers/services/{name}", Service);
        // Tags, logs and the like, as in an upload: without effect, or refused.
        routes.Map(HttpMethods.Patch, "/workers/scripts/{name}/script-settings", SetAsync);
    }

    private static JsonObject ScriptOf(FunctionRecord function)
    {
        FunctionVersion newest = function.Traffic.MaxBy(static share => share.Version.Number)!.Version;
        JsonObject script = new()
        {
            ["id"] = function.Name,
            ["tag"] = function.Name,
            ["tags"] = new JsonArray(),
            ["etag"] = newest.PackageHash,
            ["last_deployed_from"] = "wrangler",
            ["modified_on"] = newest.DeployedAt.UtcDateTime.ToString("O"),
        };
        if (newest.Config.Migrations.Count > 0)
        {
            script["migration_tag"] = newest.Config.Migrations[^1].Tag;
        }

        return script;
    }

    private CloudflareAnswer Service(HttpContext context)
    {
        string name = context.FunctionName();
        return functions.Find(name) is { Traffic.Count: > 0 } function
            ? CloudflareAnswer.Ok(new JsonObject { ["id"] = name, ["default_environment"] = new JsonObject { ["environment"] = "production", ["script"] = ScriptOf(function) } })
            : CloudflareAnswer.NoFunction(name);
    }

    private Task<CloudflareAnswer> UploadAsync(HttpContext context) => DeployAsync(context, percent: 100, static function => new JsonObject
    {
        ["id"] = function.Name,
        ["deployment_id"] = CloudflareVersionId.Of(function.Version),
    });

    /// <summary>A version that gets requests once a deployment gives it some.</summary>
    private async Task<CloudflareAnswer> UploadVersionAsync(HttpContext context) => functions.FindNewest(context.FunctionName()) is null
        ? CloudflareAnswer.NoFunction(context.FunctionName())
        : await DeployAsync(context, percent: 0, static function => new JsonObject
        {
            ["id"] = CloudflareVersionId.Of(function.Version),
            ["metadata"] = new JsonObject { ["has_preview"] = false },
            ["resources"] = new JsonObject { ["script"] = new JsonObject { ["etag"] = function.Version } },
        });

    private async Task<CloudflareAnswer> DeployAsync(HttpContext context, int percent, Func<EdgeFunction, JsonNode> told)
    {
        string name = context.FunctionName();
        FunctionVersion? present = functions.FindNewest(name);
        (FunctionDeployment? read, AdminProblem? problem) = await DeployBody.ReadAsync(context, name, present, options.MaxDeployBytes);
        if (read is null)
        {
            return CloudflareAnswer.Of(problem!);
        }

        FunctionDeployment upload = read with { TrafficPercent = percent };
        FunctionDeployment deployment = WithTriggersOf(upload, present);
        DeployResult result = await functions.DeployAsync(deployment, context.RequestAborted);
        if (HasTriggers(deployment) && result.Faults.Any(static fault => fault.Code == DeployFaultCodes.NoHandler))
        {
            // The handlers of the triggers may be gone with them: wrangler says afterwards which there are to be.
            result = await functions.DeployAsync(upload with { Routes = deployment.Routes }, context.RequestAborted);
        }

        if (!result.Succeeded)
        {
            log.Refused(name, result.Faults[0]);
        }

        return CloudflareAnswer.Of(result, told);
    }

    private static FunctionDeployment WithTriggersOf(FunctionDeployment deployment, FunctionVersion? present) => present is null ? deployment : deployment with
    {
        Routes = present.Routes,
        Config = deployment.Config with { Crons = present.Config.Crons, Queues = present.Config.Queues },
    };

    private static bool HasTriggers(FunctionDeployment deployment) => deployment.Config.Crons.Count > 0 || deployment.Config.Queues.Consumers.Count > 0;

    private async Task<CloudflareAnswer> DeleteAsync(HttpContext context) => CloudflareAnswer.Of(
        await functions.RemoveAsync(context.FunctionName(), AdminCaller.Of(context), context.RequestAborted),
        static _ => null);

    private static async Task<CloudflareAnswer> SetAsync(HttpContext context)
    {
        if (await CloudflareBody.ReadAsync(context) is not { ValueKind: JsonValueKind.Object } settings)
        {
            return CloudflareBody.Unsound("Settings are an object.");
        }

        string[] unknown = [.. WorkersMetadata.Unknown("settings", settings.EnumerateObject().ToDictionary(static setting => setting.Name, static setting => setting.Value))];
        return unknown.Length == 0
            ? CloudflareAnswer.Ok(new JsonObject())
            : CloudflareAnswer.Refused([.. unknown.Select(static fault => new DeployFault(DeployFaultCodes.InvalidConfig, fault))]);
    }
}
