using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>A binding is its JSON object.</summary>
internal sealed class FunctionBindingJsonConverter : JsonConverter<FunctionBinding>
{
    public override FunctionBinding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return FunctionBinding.Of(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, FunctionBinding value, JsonSerializerOptions options) => value.Settings.WriteTo(writer);
}
