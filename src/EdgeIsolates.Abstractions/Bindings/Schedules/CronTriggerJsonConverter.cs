using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>A trigger that says no more than its expression is that text.</summary>
internal sealed class CronTriggerJsonConverter : JsonConverter<CronTrigger>
{
    private static readonly string Utc = new CronTrigger { Cron = "" }.TimeZone;

    public override CronTrigger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return CronTrigger.Of(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, CronTrigger value, JsonSerializerOptions options)
    {
        if (value.TimeZone == Utc && value.Misfire == CronMisfire.RunLast)
        {
            writer.WriteStringValue(value.Cron);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("cron", value.Cron);
        writer.WriteString("timeZone", value.TimeZone);
        writer.WriteString("misfire", value.Misfire == CronMisfire.Skip ? "skip" : "runLast");
        writer.WriteEndObject();
    }
}
