using System.Text.Json.Serialization.Metadata;

namespace EdgeIsolates.AspNetCore;

/// <summary>A body: its media type, and the JSON type in it when it is JSON.</summary>
internal sealed record AdminContent(string MediaType, JsonTypeInfo? Type = null)
{
    public static AdminContent Json(JsonTypeInfo type) => new("application/json", type);
}
