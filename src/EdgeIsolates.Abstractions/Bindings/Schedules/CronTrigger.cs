using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeIsolates;

/// <summary>When a function's <c>scheduled</c> handler runs. In a configuration: an expression alone, or an object with it. Immutable.</summary>
[JsonConverter(typeof(CronTriggerJsonConverter))]
public sealed record CronTrigger
{
    /// <summary>The expression: minute, hour, day of month, month, day of week, as Cloudflare Workers has it: days of the week are 1 (Sunday) to 7, or SUN to SAT.</summary>
    public required string Cron { get; init; }

    /// <summary>The time zone by its IANA name, such as <c>Europe/Berlin</c>.</summary>
    /// <value>The default is <c>UTC</c>.</value>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>What becomes of ticks that no node could run in time.</summary>
    /// <value>The default is <see cref="CronMisfire.RunLast"/>.</value>
    public CronMisfire Misfire { get; init; }

    /// <summary>Reads a trigger.</summary>
    /// <param name="json">A text such as <c>"*/5 * * * *"</c>, or an object: <c>{ "cron": "0 9 * * MON-FRI", "timeZone": "Europe/Berlin", "misfire": "skip" }</c>.</param>
    /// <returns>The trigger.</returns>
    /// <exception cref="JsonException">It is neither.</exception>
    public static CronTrigger Of(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return new CronTrigger { Cron = json.GetString()! };
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("A cron trigger is an expression such as \"*/5 * * * *\", or an object with cron and timeZone.");
        }

        CronTrigger trigger = new() { Cron = "" };
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string text = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : throw new JsonException($"The {property.Name} of a cron trigger is text.");
            trigger = property.Name switch
            {
                "cron" => trigger with { Cron = text },
                "timeZone" => trigger with { TimeZone = text },
                "misfire" => trigger with { Misfire = MisfireOf(text) },
                _ => throw new JsonException($"A cron trigger has no \"{property.Name}\": it has cron, timeZone and misfire."),
            };
        }

        return trigger;
    }

    private static CronMisfire MisfireOf(string text) => text switch
    {
        "runLast" => CronMisfire.RunLast,
        "skip" => CronMisfire.Skip,
        _ => throw new JsonException($"misfire is \"{text}\"; it may be runLast or skip."),
    };
}
