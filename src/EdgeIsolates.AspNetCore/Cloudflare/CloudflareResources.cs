using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What wrangler looks up before it uploads bindings and when it deletes. Buckets and databases are there by their names; one that this host does not have is told by the upload.</summary>
internal static class CloudflareResources
{
    public static void Map(CloudflareRoutes routes, IEdgeFunctions functions)
    {
        routes.Map(HttpMethods.Get, "/r2/buckets/{bucket}", static context => CloudflareAnswer.Ok(new JsonObject { ["name"] = context.BucketName() }));
        routes.Map(HttpMethods.Get, "/d1/database/{database}", static context => CloudflareAnswer.Ok(new JsonObject { ["uuid"] = context.DatabaseId(), ["name"] = context.DatabaseId() }));
        // What could be inherited: bindings are always said.
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/settings", static _ => CloudflareAnswer.Ok(new JsonObject { ["bindings"] = new JsonArray() }));
        // Before and after it deletes: who still calls the function, who sends it logs, and what it kept of static sites.
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/references", context => CloudflareAnswer.Ok(CallersOf(functions, context.FunctionName())));
        routes.Map(HttpMethods.Get, "/workers/tails/by-consumer/{name}", static _ => CloudflareAnswer.Ok(new JsonArray()));
        routes.Map(HttpMethods.Get, "/storage/kv/namespaces", static _ => CloudflareAnswer.Ok(new JsonArray()));
    }

    private static JsonObject CallersOf(IEdgeFunctions functions, string name)
    {
        IEnumerable<FunctionRecord> callers = functions.List().Where(function => function.Name != name
            && function.Traffic.SelectMany(static share => share.Version.Config.Bindings.Values).Any(binding => binding.Type == "service" && binding.GetText("service") == name));
        JsonArray incoming = [.. callers.Select(static function => new JsonObject { ["service"] = function.Name, ["environment"] = "production" })];
        return new JsonObject { ["services"] = new JsonObject { ["incoming"] = incoming } };
    }
}
