using System.Text;
using System.Text.Json;
using System.Web;

namespace EdgeIsolates.Packages.Tests;

/// <summary>Answers what the packages fetch: a Supabase project, and a set of keys that the URL itself carries.</summary>
internal sealed class OutsideWorld : IOutboundHandler
{
    public async Task<EdgeResponse> SendAsync(OutboundRequest request, CancellationToken cancellationToken) => request.Url.Host switch
    {
        "keys.example" => Json(200, HttpUtility.ParseQueryString(request.Url.Query)["set"]!),
        "project.supabase.example" => Supabase(request, await BodyOf(request, cancellationToken)),
        string host => throw new HttpRequestException($"no host {host} in this world"),
    };

    private static EdgeResponse Supabase(OutboundRequest request, string body) => request.Url.AbsolutePath switch
    {
        "/rest/v1/missing" => Json(404, """{"code":"PGRST205","message":"There is no table missing","details":null,"hint":null}"""),
        "/rest/v1/countries" when request.Method == "POST" => Json(201, Echo(request, body)),
        "/auth/v1/token" => Json(200, """
            {"access_token":"t","token_type":"bearer","expires_in":3600,"refresh_token":"r","user":{"id":"1","email":"ada@example.com"}}
            """),
        "/storage/v1/object/avatars/a.txt" when request.Method == "POST" && body.Contains("content", StringComparison.Ordinal) =>
            Json(200, """{"Id":"1","Key":"avatars/a.txt"}"""),
        "/storage/v1/object/avatars/a.txt" => Answer(200, "text/plain", "the file"),
        _ => Json(200, Echo(request, body)),
    };

    private static string Echo(OutboundRequest request, string body)
    {
        string? apikey = request.Headers.FirstOrDefault(header => header.Key.Equals("apikey", StringComparison.OrdinalIgnoreCase)).Value;
        return JsonSerializer.Serialize(new[] { new { method = request.Method, query = request.Url.Query, apikey, body } });
    }

    private static async Task<string> BodyOf(OutboundRequest request, CancellationToken cancellationToken)
    {
        if (request.BodyReader is not { } reader)
        {
            return Encoding.UTF8.GetString(request.Body.Span);
        }

        using var bytes = new MemoryStream();
        await reader.CopyToAsync(bytes, cancellationToken);
        await reader.CompleteAsync();
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static EdgeResponse Json(int status, string text) => Answer(status, "application/json", text);

    private static EdgeResponse Answer(int status, string type, string text) =>
        new() { Status = status, Headers = [new("Content-Type", type)], Body = Encoding.UTF8.GetBytes(text) };
}
