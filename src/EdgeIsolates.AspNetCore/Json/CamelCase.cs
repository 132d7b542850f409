using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

/// <summary>Enumerations as <c>exceededCpu</c>, the way the rest of our JSON is written.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
