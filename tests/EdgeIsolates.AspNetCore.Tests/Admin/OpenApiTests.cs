using System.Text.Json;
using EdgeIsolates.AspNetCore.Tests.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace EdgeIsolates.AspNetCore.Tests.Admin;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_IsSound()
    {
        await using EdgeApp app = await StartAsync();

        ReadResult read = OpenApiDocument.Parse(await app.Client.GetStringAsync("/ops/edge/openapi.json"), OpenApiConstants.Json);

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal("/ops/edge", Assert.Single(read.Document!.Servers!).Url);
    }

    [Fact]
    public async Task Document_TellsEveryEndpointAndNoOther()
    {
        await using EdgeApp app = await StartAsync();
        string[] mapped =
        [
            .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is not null)
                .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!["/ops/edge".Length..]}")
                .Where(endpoint => !endpoint.EndsWith('/') && !endpoint.Contains("/dashboard/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

        JsonElement document = await EdgeApp.JsonOf(await app.Client.GetAsync("/ops/edge/openapi.json"));

        Assert.Equal(
            mapped,
            document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Where(item => item.Name != "parameters").Select(item => $"{item.Name.ToUpperInvariant()} {path.Name}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_HasTheTypesThatAreServed()
    {
        await using EdgeApp app = await StartAsync();

        JsonElement document = await EdgeApp.JsonOf(await app.Client.GetAsync("/ops/edge/openapi.json"));
        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");

        JsonElement function = schemas.GetProperty("FunctionDescription");
        Assert.Equal("active", function.GetProperty("properties").GetProperty("status").GetProperty("enum")[1].GetString());
        Assert.Contains("name", function.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain("version", function.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("#/components/schemas/FiguresDescription", schemas.GetProperty("PointDescription").GetProperty("properties").GetProperty("figures").GetProperty("$ref").GetString());
        Assert.Equal(["name"], schemas.GetProperty("DeployModule").GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        Assert.Empty(schemas.GetProperty("RollbackRequest").GetProperty("required").EnumerateArray());
        Assert.Equal(
            "#/components/schemas/AdminProblem",
            document.GetProperty("paths").GetProperty("/functions/{name}").GetProperty("get").GetProperty("responses").GetProperty("404")
                .GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString());
    }

    private static Task<EdgeApp> StartAsync() => EdgeApp.StartAsync(map: mapped => mapped.MapEdgeIsolatesAdmin("/ops/edge"));
}
