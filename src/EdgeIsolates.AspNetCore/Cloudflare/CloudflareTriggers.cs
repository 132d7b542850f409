using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Routes and schedules. There is no workers.dev here, and every zone is taken for one's own: who has a route first keeps it.</summary>
internal sealed class CloudflareTriggers(IEdgeFunctions functions, CloudflareChanges changes)
{
    private const string AnyHost = "*/";

    public void Map(CloudflareRoutes routes)
    {
        routes.Rest("/zones", static context => CloudflareAnswer.Ok(new JsonArray(new JsonObject { ["id"] = context.Request.Query["name"].ToString(), ["name"] = context.Request.Query["name"].ToString() })));
        routes.Rest("/zones/{zone}/workers/routes", static _ => CloudflareAnswer.Ok(new JsonArray()));
        routes.Map(HttpMethods.Put, "/workers/scripts/{name}/routes", SetRoutesAsync);
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/schedules", Schedules);
        routes.Map(HttpMethods.Put, "/workers/scripts/{name}/schedules", SetSchedulesAsync);
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/subdomain", static _ => CloudflareAnswer.Ok(NoSubdomain()));
        routes.Map(HttpMethods.Post, "/workers/scripts/{name}/subdomain", SetSubdomainAsync);
        routes.Map(HttpMethods.Get, "/workers/subdomain", static _ => NoWorkersDev());
    }

    private static JsonObject NoSubdomain() => new() { ["enabled"] = false, ["previews_enabled"] = false };

    private static CloudflareAnswer NoWorkersDev() => CloudflareAnswer.Error(
        StatusCodes.Status400BadRequest,
        CloudflareAnswer.Unsound,
        "This host has no workers.dev and no preview URLs: give the function routes, such as routes = [\"*/api/*\"] for any host, and say workers_dev = false.");

    private static async Task<CloudflareAnswer> SetSubdomainAsync(HttpContext context) =>
        await CloudflareBody.ReadAsync(context) is { ValueKind: JsonValueKind.Object } said && said.EnumerateObject().Any(static setting => setting.Value.ValueKind == JsonValueKind.True)
            ? NoWorkersDev()
            : CloudflareAnswer.Ok(NoSubdomain());

    private async Task<CloudflareAnswer> SetRoutesAsync(HttpContext context)
    {
        if (CloudflareBody.TextsOf(await CloudflareBody.ReadAsync(context), "pattern") is not { } patterns)
        {
            return CloudflareBody.Unsound("Routes are a list of { pattern }.");
        }

        // Any host is what a pattern without a host means here.
        string[] routes = [.. patterns.Select(static pattern => pattern.StartsWith(AnyHost, StringComparison.Ordinal) ? pattern[(AnyHost.Length - 1)..] : pattern)];
        return await changes.MakeAsync(
            context,
            context.FunctionName(),
            live => live.Routes.SequenceEqual(routes, StringComparer.Ordinal),
            live => live with { Routes = routes, Message = "Routes changed." },
            () => new JsonArray([.. patterns.Select(static pattern => JsonValue.Create(pattern))]));
    }

    private CloudflareAnswer Schedules(HttpContext context)
    {
        string name = context.FunctionName();
        return functions.FindNewest(name) is { } live ? CloudflareAnswer.Ok(Told(live.Config.Crons.Select(static trigger => trigger.Cron))) : CloudflareAnswer.NoFunction(name);
    }

    private async Task<CloudflareAnswer> SetSchedulesAsync(HttpContext context)
    {
        if (CloudflareBody.TextsOf(await CloudflareBody.ReadAsync(context), "cron") is not { } crons)
        {
            return CloudflareBody.Unsound("Schedules are a list of { cron }.");
        }

        return await changes.MakeAsync(
            context,
            context.FunctionName(),
            live => live.Config.Crons.Select(static trigger => trigger.Cron).SequenceEqual(crons, StringComparer.Ordinal),
            live => live with { Config = live.Config with { Crons = Merge(crons, live.Config.Crons) }, Message = "Schedules changed." },
            () => Told(crons));
    }

    /// <summary>A schedule that is there already keeps what else was said of it.</summary>
    private static CronTrigger[] Merge(string[] crons, IReadOnlyList<CronTrigger> present) =>
        [.. crons.Select(cron => present.FirstOrDefault(trigger => trigger.Cron == cron) ?? new CronTrigger { Cron = cron })];

    private static JsonObject Told(IEnumerable<string> crons) => new() { ["schedules"] = new JsonArray([.. crons.Select(static cron => new JsonObject { ["cron"] = cron })]) };
}
