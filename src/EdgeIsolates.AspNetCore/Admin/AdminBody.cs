using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Reads the small JSON bodies of the API; what cannot be read is answered with a problem.</summary>
internal static class AdminBody
{
    private const long MostBytes = 1024 * 1024;

    /// <returns>The body, a new <typeparamref name="T"/> when there is none, or <see langword="null"/> after a problem was answered.</returns>
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class, new()
    {
        ReadOnlyMemory<byte>? read = await WholeBody.ReadAsync(context, MostBytes);
        if (read is not { } body)
        {
            await AdminAnswers.ProblemAsync(context, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MostBytes} bytes.");
            return null;
        }

        if (body.IsEmpty)
        {
            return new T();
        }

        if (!context.Request.HasJsonContentType())
        {
            await AdminAnswers.ProblemAsync(context, StatusCodes.Status415UnsupportedMediaType, "The body is JSON: send it as application/json.");
            return null;
        }

        (T? value, AdminProblem? problem) = Parse(body, type);
        if (problem is not null)
        {
            await AdminAnswers.ProblemAsync(context, problem);
        }

        return value;
    }

    /// <summary>Reads JSON text; null counts as an empty object.</summary>
    public static (T? Value, AdminProblem? Problem) Parse<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
        where T : class, new()
    {
        try
        {
            return (JsonSerializer.Deserialize(json.Span, type) ?? new T(), null);
        }
        catch (JsonException error)
        {
            return (null, AdminProblem.BadRequest("The body is not the JSON that is expected here.", JsonFault.Of(json, type, error)));
        }
    }
}
