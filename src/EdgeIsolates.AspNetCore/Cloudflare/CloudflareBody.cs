using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>The small JSON bodies of wrangler's calls.</summary>
internal static class CloudflareBody
{
    private const long MostBytes = 1024 * 1024;

    /// <returns>The body, or <see langword="null"/> when it is too long or no JSON.</returns>
    public static async ValueTask<JsonElement?> ReadAsync(HttpContext context)
    {
        if (await WholeBody.ReadAsync(context, MostBytes) is not { } body)
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static CloudflareAnswer Unsound(string sentence) => CloudflareAnswer.Error(StatusCodes.Status400BadRequest, CloudflareAnswer.Unsound, sentence);

    /// <summary>A text of an object; <see langword="null"/> when it has none.</summary>
    public static string? TextOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>A whole number of an object; <see langword="null"/> when it has none.</summary>
    public static int? NumberOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out int whole) ? whole : null;

    /// <summary>That text of each object in an array; <see langword="null"/> when it is none, or one has no such text.</summary>
    public static string[]? TextsOf(JsonElement? array, string name)
    {
        if (array is not { ValueKind: JsonValueKind.Array } list)
        {
            return null;
        }

        string?[] texts = [.. list.EnumerateArray().Select(one => TextOf(one, name))];
        return texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }
}
