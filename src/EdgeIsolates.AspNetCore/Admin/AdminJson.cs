using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters =
    [
        typeof(CamelCase<CodeCacheOutcome>),
        typeof(CamelCase<CronMisfire>),
        typeof(CamelCase<EdgeModuleKind>),
        typeof(CamelCase<FunctionLogLevel>),
        typeof(CamelCase<FunctionStatus>),
        typeof(CamelCase<InvocationOutcome>),
        typeof(CamelCase<IsolateHealthStatus>),
        typeof(CamelCase<IsolateState>),
        typeof(CamelCase<QueueContentType>),
        typeof(SqlValueJson),
    ])]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(BucketDescription))]
[JsonSerializable(typeof(ChangeRequest))]
[JsonSerializable(typeof(DeployAnswer))]
[JsonSerializable(typeof(DeployForm))]
[JsonSerializable(typeof(DeployMetadata))]
[JsonSerializable(typeof(DeployRequest))]
[JsonSerializable(typeof(FunctionBindingsDescription))]
[JsonSerializable(typeof(FunctionDescription))]
[JsonSerializable(typeof(FunctionMetricsDescription))]
[JsonSerializable(typeof(HealthDescription))]
[JsonSerializable(typeof(HostMetricsDescription))]
[JsonSerializable(typeof(IReadOnlyList<FunctionDescription>))]
[JsonSerializable(typeof(IReadOnlyList<ObjectClassDescription>))]
[JsonSerializable(typeof(IReadOnlyList<QueueDescription>))]
[JsonSerializable(typeof(IReadOnlyList<VersionDescription>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(InvokeAnswer))]
[JsonSerializable(typeof(InvokeRequest))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(KeyDescription))]
[JsonSerializable(typeof(KeysDescription))]
[JsonSerializable(typeof(MessagesDescription))]
[JsonSerializable(typeof(PoolDescription))]
[JsonSerializable(typeof(QueueChange))]
[JsonSerializable(typeof(RecordDescription))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(RunDescription))]
[JsonSerializable(typeof(SchedulesDescription))]
[JsonSerializable(typeof(SecretChanges))]
[JsonSerializable(typeof(SecretRequest))]
[JsonSerializable(typeof(SqlAnswer))]
[JsonSerializable(typeof(SqlRequest))]
[JsonSerializable(typeof(StoredObjectDescription))]
[JsonSerializable(typeof(TrafficRequest))]
[JsonSerializable(typeof(ValueDescription))]
[JsonSerializable(typeof(ValueRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
