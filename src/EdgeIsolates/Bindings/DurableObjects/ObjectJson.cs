using System.Text.Json.Serialization;

namespace EdgeIsolates.Bindings.DurableObjects;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ObjectBirth))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(SocketEvent))]
internal sealed partial class ObjectJson : JsonSerializerContext;
