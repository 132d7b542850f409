using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates.AspNetCore;

// SQL's values as JSON. JSON has no bytes, and its readers take integers for doubles; both stand in an object of one property, which no SQL value is.
internal sealed class SqlValueJson : JsonConverter<SqlValue>
{
    private const long MostExact = 9_007_199_254_740_991;
    private const string Bytes = "base64";
    private const string Integer = "integer";

    public override SqlValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => SqlValue.Null,
        JsonTokenType.True => SqlValue.From(true),
        JsonTokenType.False => SqlValue.From(false),
        JsonTokenType.String => SqlValue.From(reader.GetString()!),
        JsonTokenType.Number => reader.TryGetInt64(out long integer) ? SqlValue.From(integer) : SqlValue.From(reader.GetDouble()),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw Unsound(),
    };

    public override void Write(Utf8JsonWriter writer, SqlValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case SqlValueKind.Null:
                writer.WriteNullValue();
                break;
            case SqlValueKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case SqlValueKind.Integer when value.AsInteger() is >= -MostExact and <= MostExact and long exact:
                writer.WriteNumberValue(exact);
                break;
            case SqlValueKind.Integer:
                WriteObject(writer, Integer, value.ToString());
                break;
            case SqlValueKind.Real when double.IsFinite(value.AsReal()):
                writer.WriteNumberValue(value.AsReal());
                break;
            case SqlValueKind.Blob:
                WriteObject(writer, Bytes, Convert.ToBase64String(value.AsBlob()));
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static SqlValue ReadObject(ref Utf8JsonReader reader)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (document.RootElement.GetPropertyCount() == 1)
        {
            JsonProperty property = document.RootElement.EnumerateObject().First();
            if (property.Name == Bytes && property.Value.ValueKind == JsonValueKind.String && property.Value.TryGetBytesFromBase64(out byte[]? bytes))
            {
                return SqlValue.From(bytes);
            }

            if (property.Name == Integer && long.TryParse(property.Value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
            {
                return SqlValue.From(integer);
            }
        }

        throw Unsound();
    }

    private static void WriteObject(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(name, value);
        writer.WriteEndObject();
    }

    private static JsonException Unsound() => new("A parameter is null, a boolean, a number, text, {\"base64\": \"…\"} or {\"integer\": \"…\"}.");
}
