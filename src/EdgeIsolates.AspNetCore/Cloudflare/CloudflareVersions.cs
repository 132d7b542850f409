using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

/// <summary>The versions of a function, and which of them get its requests: what Cloudflare calls a deployment.</summary>
internal sealed class CloudflareVersions(IEdgeFunctions functions)
{
    public void Map(CloudflareRoutes routes)
    {
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/versions", ListAsync);
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/versions/{version}", FindAsync);
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/deployments", Deployments);
        routes.Map(HttpMethods.Post, "/workers/scripts/{name}/deployments", SplitAsync);
    }

    private static JsonObject Told(FunctionVersion version) => new()
    {
        ["id"] = CloudflareVersionId.Of(version.Version),
        ["number"] = version.Number,
        ["metadata"] = new JsonObject
        {
            ["created_on"] = version.DeployedAt.UtcDateTime.ToString("O"),
            ["author_email"] = version.DeployedBy,
            ["source"] = "wrangler",
        },
        ["annotations"] = new JsonObject { ["workers/message"] = version.Message, ["workers/triggered_by"] = "upload" },
        ["resources"] = new JsonObject
        {
            ["bindings"] = new JsonArray(),
            ["script"] = new JsonObject { ["etag"] = version.PackageHash, ["handlers"] = new JsonArray() },
            ["script_runtime"] = new JsonObject { ["limits"] = new JsonObject { ["cpu_ms"] = version.Config.CpuMs } },
        },
    };

    /// <summary>Only what is so now is known; who had the requests before is not kept.</summary>
    private static JsonObject Told(FunctionRecord function) => new()
    {
        ["id"] = CloudflareVersionId.Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{function.Revision}-de910e")),
        ["source"] = "wrangler",
        ["strategy"] = "percentage",
        ["author_email"] = function.UpdatedBy,
        ["created_on"] = function.UpdatedAt.UtcDateTime.ToString("O"),
        ["annotations"] = new JsonObject { ["workers/triggered_by"] = "deployment" },
        ["versions"] = new JsonArray([.. function.Traffic.Select(static share => new JsonObject
        {
            ["version_id"] = CloudflareVersionId.Of(share.Version.Version),
            ["percentage"] = share.Percent,
        })]),
    };

    private async Task<CloudflareAnswer> ListAsync(HttpContext context)
    {
        string name = context.FunctionName();
        IReadOnlyList<FunctionVersion> versions = await functions.ListVersionsAsync(name, context.RequestAborted);
        return versions.Count == 0 ? CloudflareAnswer.NoFunction(name) : CloudflareAnswer.Ok(new JsonObject { ["items"] = new JsonArray([.. versions.Select(Told)]) });
    }

    private async Task<CloudflareAnswer> FindAsync(HttpContext context)
    {
        string id = (string)context.GetRouteValue("version")!;
        FunctionVersion? version = Find(await functions.ListVersionsAsync(context.FunctionName(), context.RequestAborted), id);
        return version is null ? NoVersion(id) : CloudflareAnswer.Ok(Told(version));
    }

    private CloudflareAnswer Deployments(HttpContext context)
    {
        string name = context.FunctionName();
        return functions.Find(name) is { Traffic.Count: > 0 } function
            ? CloudflareAnswer.Ok(new JsonObject { ["deployments"] = new JsonArray(Told(function)) })
            : CloudflareAnswer.NoFunction(name);
    }

    /// <summary>One version with all requests, or two that share them.</summary>
    private async Task<CloudflareAnswer> SplitAsync(HttpContext context)
    {
        string name = context.FunctionName();
        if (functions.Find(name) is not { Traffic.Count: > 0 } function)
        {
            return CloudflareAnswer.NoFunction(name);
        }

        JsonElement? body = await CloudflareBody.ReadAsync(context);
        JsonElement list = default;
        if (body is not { ValueKind: JsonValueKind.Object } said || !said.TryGetProperty("versions", out list) || CloudflareBody.TextsOf(list, "version_id") is not { } ids)
        {
            return CloudflareBody.Unsound("A deployment has versions: a list of { version_id, percentage }.");
        }

        int?[] percents = [.. list.EnumerateArray().Select(static one => CloudflareBody.NumberOf(one, "percentage"))];
        if (ids.Length is not (1 or 2) || percents.Sum() != 100)
        {
            return CloudflareBody.Unsound("A deployment has one version or two, whose whole percentages make 100 together.");
        }

        IReadOnlyList<FunctionVersion> kept = await functions.ListVersionsAsync(name, context.RequestAborted);
        FunctionVersion?[] versions = [.. ids.Select(id => Find(kept, id))];
        return Array.IndexOf(versions, null) is >= 0 and var missing
            ? NoVersion(ids[missing])
            : await SplitAsync(context, function, versions!, percents);
    }

    private async Task<CloudflareAnswer> SplitAsync(HttpContext context, FunctionRecord function, FunctionVersion[] versions, int?[] percents)
    {
        // A split is between the version that is live and another one.
        bool IsAlone(FunctionVersion version) => function.Traffic.All(share => share.Version.Number == version.Number || versions.Any(one => one.Number == share.Version.Number))
            && function.Traffic.Any(share => share.Version.Number == version.Number);
        int given = versions.Length == 1 ? 0 : IsAlone(versions[0]) ? 1 : IsAlone(versions[1]) ? 0 : -1;
        return given < 0
            ? CloudflareAnswer.Error(StatusCodes.Status409Conflict, CloudflareAnswer.Unsound, $"Another version of {function.Name} has requests: give one of these two all of them first.")
            : CloudflareAnswer.Of(
                await functions.SplitTrafficAsync(function.Name, versions[given].Number, percents[given]!.Value, AdminCaller.Of(context), context.RequestAborted),
                Told);
    }

    private static FunctionVersion? Find(IReadOnlyList<FunctionVersion> versions, string id) => versions.FirstOrDefault(version => CloudflareVersionId.Of(version.Version) == id);

    private static CloudflareAnswer NoVersion(string id) => CloudflareAnswer.Error(StatusCodes.Status404NotFound, CloudflareAnswer.Unsound, $"The function has no version {id}, or it is not kept any more.");
}
