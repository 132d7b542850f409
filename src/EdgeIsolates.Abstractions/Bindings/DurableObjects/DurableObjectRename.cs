using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>A class that has a new name.</summary>
/// <param name="From">Its name before.</param>
/// <param name="To">Its name now.</param>
public sealed record DurableObjectRename([property: JsonPropertyName("from")] string From, [property: JsonPropertyName("to")] string To);
