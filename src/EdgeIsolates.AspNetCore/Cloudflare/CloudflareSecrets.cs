using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Secrets: set, listed by name, taken away.</summary>
internal sealed class CloudflareSecrets(IEdgeFunctions functions)
{
    public void Map(CloudflareRoutes routes)
    {
        routes.Map(HttpMethods.Get, "/workers/scripts/{name}/secrets", List);
        routes.Map(HttpMethods.Put, "/workers/scripts/{name}/secrets", SetAsync);
        routes.Map(HttpMethods.Delete, "/workers/scripts/{name}/secrets/{key}", context => SetAsync(context, context.SecretKey(), ""));
    }

    private static JsonObject Told(string name) => new() { ["name"] = name, ["type"] = "secret_text" };

    private CloudflareAnswer List(HttpContext context)
    {
        string name = context.FunctionName();
        return functions.FindNewest(name) is { } live ? CloudflareAnswer.Ok(new JsonArray([.. live.SecretNames.Select(Told)])) : CloudflareAnswer.NoFunction(name);
    }

    private async Task<CloudflareAnswer> SetAsync(HttpContext context) =>
        await CloudflareBody.ReadAsync(context) is { } said && CloudflareBody.TextOf(said, "name") is { } name && CloudflareBody.TextOf(said, "text") is { Length: > 0 } text
            ? await SetAsync(context, name, text)
            : CloudflareBody.Unsound("A secret has a name and a text.");

    private async Task<CloudflareAnswer> SetAsync(HttpContext context, string name, string text) => CloudflareAnswer.Of(
        await functions.SetSecretsAsync(context.FunctionName(), new Dictionary<string, string> { [name] = text }, AdminCaller.Of(context), context.RequestAborted),
        _ => Told(name));
}
