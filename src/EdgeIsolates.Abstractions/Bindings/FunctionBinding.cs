using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>What a function's configuration says about one binding: an object with a <c>type</c> and whatever that type needs. Immutable.</summary>
[JsonConverter(typeof(FunctionBindingJsonConverter))]
public sealed record FunctionBinding
{
    private FunctionBinding(string type, JsonElement settings)
    {
        Type = type;
        Settings = settings;
    }

    /// <summary>Which <see cref="IBindingProvider"/> opens it.</summary>
    public string Type { get; }

    /// <summary>The whole object, <c>type</c> included.</summary>
    public JsonElement Settings { get; }

    /// <summary>Reads a binding from its JSON object.</summary>
    /// <param name="settings">The object.</param>
    /// <returns>The binding; one of type <c>""</c>, which no host has, when there is no <c>type</c>.</returns>
    public static FunctionBinding Of(JsonElement settings)
    {
        bool hasType = settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String;
        return new FunctionBinding(hasType ? settings.GetProperty("type").GetString()! : "", settings.Clone());
    }

    /// <summary>Reads a binding from the text of its JSON object.</summary>
    /// <param name="json">Such as <c>{ "type": "kv", "id": "users" }</c>.</param>
    /// <returns>The binding.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static FunctionBinding Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>A text setting.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The text, or <see langword="null"/> when there is none.</returns>
    public string? GetText(string name) =>
        Settings.ValueKind == JsonValueKind.Object && Settings.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <inheritdoc/>
    public bool Equals(FunctionBinding? other) => other is not null && JsonElement.DeepEquals(Settings, other.Settings);

    /// <inheritdoc/>
    public override int GetHashCode() => Type.GetHashCode(StringComparison.Ordinal);
}
