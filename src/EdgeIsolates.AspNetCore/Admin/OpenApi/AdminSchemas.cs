using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace EdgeIsolates.AspNetCore;

/// <summary>The schemas of the JSON types that a document names. Our own types stand among the components, once each, and are referred to.</summary>
internal sealed class AdminSchemas
{
    private static readonly Assembly[] Ours = [typeof(AdminSchemas).Assembly, typeof(FunctionConfig).Assembly];

    private readonly JsonObject _components = [];
    private readonly JsonSchemaExporterOptions _exporting;

    public AdminSchemas() => _exporting = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Hoist };

    public JsonObject Components => _components;

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    public JsonNode Refer(JsonTypeInfo type) => type.GetJsonSchemaAsNode(_exporting);

    private JsonNode Hoist(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema.GetValueKind() == JsonValueKind.True)
        {
            // Any value; spelt so that readers that know no boolean schemas take it too.
            return new JsonObject();
        }

        JsonTypeInfo type = context.TypeInfo;
        if (type.Kind != JsonTypeInfoKind.Object || !Ours.Contains(type.Type.Assembly) || schema is not JsonObject said)
        {
            return schema;
        }

        string name = type.Type.Name;
        bool mayBeNull = said["type"] is JsonArray;
        if (!_components.ContainsKey(name))
        {
            said["type"] = "object";
            said["required"] = new JsonArray([.. type.Properties.Where(IsAlwaysThere).Select(property => (JsonNode)property.Name)]);
            _components[name] = said;
        }

        return mayBeNull
            ? new JsonObject { ["anyOf"] = new JsonArray(Reference(name), new JsonObject { ["type"] = "null" }) }
            : Reference(name);
    }

    /// <summary>Whether it is there in each answer, and must be in each request: neither null nor left out.</summary>
    private static bool IsAlwaysThere(JsonPropertyInfo property) => !property.IsGetNullable && property.ShouldSerialize is null;
}
