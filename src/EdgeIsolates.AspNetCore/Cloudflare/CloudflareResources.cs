using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>What wrangler looks up before it uploads bindings. Buckets and databases are there by their names; one that this host does not have is told by the upload.</summary>
internal static class CloudflareResources
{
    public static void Map(CloudflareRoutes routes)
    {
        routes.Map(HttpMethods.Get, "/r2/buckets/{bucket}", static context => CloudflareAnswer.Ok(new JsonObject { ["name"] = context.BucketName() }));
        routes.Map(HttpMethods.Get, "/d1/database/{database}", static context => CloudflareAnswer.Ok(new JsonObject { ["uuid"] = context.DatabaseId(), ["name"] = context.DatabaseId() }));
        // What could be inherited: bindings are always said.
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/settings", static _ => CloudflareAnswer.Ok(new JsonObject { ["bindings"] = new JsonArray() }));
    }
}
