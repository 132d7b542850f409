using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace EdgeIsolates.AspNetCore;

/// <summary>Reads a deploy request in either of its two forms; what cannot be read is a problem, not an exception.</summary>
internal static class DeployBody
{
    public static async ValueTask<(FunctionDeployment? Deployment, AdminProblem? Problem)> ReadAsync(HttpContext context, string name, long limit)
    {
        HttpRequest request = context.Request;
        bool isJson = request.HasJsonContentType();
        if (!isJson && !IsJavaScript(request.ContentType))
        {
            return (null, new AdminProblem
            {
                Title = "A deploy is application/json or text/javascript.",
                Status = StatusCodes.Status415UnsupportedMediaType,
                Detail = """Send {"code": "…", "routes": ["/path/*"], "config": {…}} as application/json, or the code itself as text/javascript with ?route=/path/*.""",
            });
        }

        // The limit is ours to keep, also where it is larger than the server's own.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = null;
        }

        ReadOnlyMemory<byte>? body = await WholeBody.ReadAsync(context, limit);
        if (body is not { } bytes)
        {
            return (null, new AdminProblem
            {
                Title = $"The deploy is larger than {limit} bytes.",
                Status = StatusCodes.Status413PayloadTooLarge,
            });
        }

        return isJson ? FromJson(name, bytes) : (BareDeploy.ToDeployment(name, bytes, request.Query["route"]), null);
    }

    private static (FunctionDeployment? Deployment, AdminProblem? Problem) FromJson(string name, ReadOnlyMemory<byte> body)
    {
        try
        {
            DeployRequest? request = JsonSerializer.Deserialize(body.Span, AdminJson.Default.DeployRequest);
            return ((request ?? new DeployRequest()).ToDeployment(name), null);
        }
        catch (JsonException error)
        {
            return (null, new AdminProblem
            {
                Title = "The deploy is no sound JSON.",
                Status = StatusCodes.Status400BadRequest,
                Detail = PlainText.Of(error.Message),
            });
        }
    }

    private static bool IsJavaScript(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && type.SubTypeWithoutSuffix.Value is "javascript" or "x-javascript" or "ecmascript"
        && type.Type.Value is "text" or "application";
}
