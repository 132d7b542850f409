using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(CamelCase<EdgeModuleKind>), typeof(CamelCase<FunctionStatus>), typeof(CamelCase<IsolateHealthStatus>)])]
[JsonSerializable(typeof(DeployRequest))]
[JsonSerializable(typeof(DeployAnswer))]
[JsonSerializable(typeof(FunctionDescription))]
[JsonSerializable(typeof(IReadOnlyList<FunctionDescription>))]
[JsonSerializable(typeof(HealthDescription))]
[JsonSerializable(typeof(AdminProblem))]
internal sealed partial class AdminJson : JsonSerializerContext;
