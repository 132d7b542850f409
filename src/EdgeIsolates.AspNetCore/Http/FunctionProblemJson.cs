using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(CamelCase<InvocationOutcome>)])]
[JsonSerializable(typeof(FunctionProblem))]
internal sealed partial class FunctionProblemJson : JsonSerializerContext;
