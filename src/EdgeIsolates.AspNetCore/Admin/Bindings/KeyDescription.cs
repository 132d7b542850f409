using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>A key of a namespace, without its value.</summary>
internal sealed record KeyDescription(string Key, DateTimeOffset? ExpiresAt, JsonElement? Metadata)
{
    public static KeyDescription Of(KeyValueName name) => new(name.Key, name.ExpiresAt, MetadataOf(name.Metadata));

    public static KeyDescription Of(KeyValueEntry entry) => new(entry.Key, entry.ExpiresAt, MetadataOf(entry.Metadata));

    public static JsonElement? MetadataOf(string? json) => json is null ? null : JsonElement.Parse(json);
}
