using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace EdgeIsolates.AspNetCore;

/// <summary>Serves the API's own description.</summary>
internal sealed class OpenApiEndpoint(AdminRoutes routes)
{
    public const string Path = "/openapi.json";

    public void Map() => routes.Get(Path, ShowAsync, new AdminOperation("getOpenApi", "This document.")
    {
        Answer = new AdminAnswer(StatusCodes.Status200OK, "The OpenAPI document of this API.", new AdminContent("application/json")),
    });

    private Task ShowAsync(HttpContext context)
    {
        string here = UriHelper.BuildRelative(context.Request.PathBase, context.Request.Path);
        JsonObject document = AdminDocument.Of(routes.Endpoints, here[..^Path.Length]);
        return AdminAnswers.JsonAsync(context, StatusCodes.Status200OK, document, ReadableJson.Admin.JsonObject);
    }
}
