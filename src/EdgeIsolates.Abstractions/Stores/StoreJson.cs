using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>
/// How stores write functions, versions and metrics as JSON: one spelling for all of them, so that a document can move from one store to another. Unknown members are passed over, so an
/// older node reads what a newer one wrote.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FunctionRecord))]
[JsonSerializable(typeof(FunctionVersion))]
[JsonSerializable(typeof(MetricsBucket))]
public sealed partial class StoreJson : JsonSerializerContext;
