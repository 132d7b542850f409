using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace EdgeIsolates.AspNetCore;

// The OpenAPI document is made of the same two things that serve: the endpoints as they are mapped, and the JSON types that read and write their bodies. So it cannot
// say anything else than what happens. Microsoft.AspNetCore.OpenApi would take the application's own JSON options for the schemas, which are not ours, and would put
// itself into the host's services; the schemas come from the same exporter that it uses.
internal static class AdminDocument
{
    private static readonly string Version =
        typeof(AdminDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static JsonObject Of(IReadOnlyList<AdminEndpoint> endpoints, string server)
    {
        AdminSchemas schemas = new();
        JsonObject paths = [];
        foreach (IGrouping<string, AdminEndpoint> path in endpoints.GroupBy(endpoint => endpoint.Path))
        {
            JsonObject item = [];
            AddPathParameters(item, path.Key);
            foreach (AdminEndpoint endpoint in path)
            {
                item[endpoint.Method.ToLowerInvariant()] = Operation(endpoint.Operation, schemas);
            }

            paths[path.Key] = item;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "EdgeIsolates admin API",
                ["version"] = Version,
                ["description"] = "Deploys functions to this host, changes and watches them. Whoever may use it can run code in the host's process.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Components },
        };
    }

    private static void AddPathParameters(JsonObject item, string path)
    {
        JsonArray parameters = [];
        foreach (string part in path.Split('/'))
        {
            if (part is ['{', .. string name, '}'])
            {
                parameters.Add(new JsonObject
                {
                    ["name"] = name,
                    ["in"] = "path",
                    ["required"] = true,
                    ["schema"] = new JsonObject { ["type"] = "string" },
                });
            }
        }

        if (parameters.Count > 0)
        {
            item["parameters"] = parameters;
        }
    }

    private static JsonObject Operation(AdminOperation operation, AdminSchemas schemas)
    {
        JsonObject said = new() { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        if (operation.Query.Count > 0)
        {
            said["parameters"] = new JsonArray([.. operation.Query.Select(Parameter)]);
        }

        if (operation.Request.Count > 0)
        {
            said["requestBody"] = new JsonObject
            {
                ["required"] = !operation.IsRequestOptional,
                ["content"] = new JsonObject(operation.Request.Select(content => KeyValuePair.Create(content.MediaType, (JsonNode?)Media(content, schemas)))),
            };
        }

        said["responses"] = Responses(operation, schemas);
        return said;
    }

    private static JsonObject Parameter(AdminParameter parameter)
    {
        JsonObject schema = new() { ["type"] = parameter.Type };
        if (parameter.Format is not null)
        {
            schema["format"] = parameter.Format;
        }

        if (parameter.Type == "array")
        {
            schema["items"] = new JsonObject { ["type"] = "string" };
        }

        return new JsonObject { ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.Description, ["schema"] = schema };
    }

    private static JsonObject Responses(AdminOperation operation, AdminSchemas schemas)
    {
        JsonObject answer = new() { ["description"] = operation.Answer.Description };
        if (operation.Answer.Content is { } content)
        {
            answer["content"] = new JsonObject { [content.MediaType] = Media(content, schemas) };
        }

        JsonObject responses = new() { [Name(operation.Answer.Status)] = answer };
        foreach (int status in operation.Problems.Append(403).Order())
        {
            responses[Name(status)] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(status),
                ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = schemas.Refer(ReadableJson.Admin.AdminProblem) } },
            };
        }

        return responses;
    }

    private static JsonObject Media(AdminContent content, AdminSchemas schemas) => content.Type is { } type
        ? new JsonObject { ["schema"] = schemas.Refer(type) }
        : new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };

    private static string Name(int status) => status.ToString(CultureInfo.InvariantCulture);
}
