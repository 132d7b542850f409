using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeIsolates.AspNetCore;

/// <summary>
/// JSON whose text stays readable: quotes and angle brackets of source lines are not spelt as \u0027. Safe because what is written so is only ever sent as a JSON
/// media type, never into a page.
/// </summary>
internal static class ReadableJson
{
    public static AdminJson Admin { get; } = new(From(AdminJson.Default.Options));

    public static FunctionProblemJson Problem { get; } = new(From(FunctionProblemJson.Default.Options));

    private static JsonSerializerOptions From(JsonSerializerOptions options) =>
        new(options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
