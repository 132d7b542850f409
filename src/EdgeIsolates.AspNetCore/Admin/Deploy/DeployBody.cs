using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace EdgeIsolates.AspNetCore;

/// <summary>Reads a deploy request in each of its three forms; what cannot be read is a problem, not an exception.</summary>
internal static class DeployBody
{
    public static async ValueTask<(FunctionDeployment? Deployment, AdminProblem? Problem)> ReadAsync(HttpContext context, string name, FunctionVersion? present, long limit)
    {
        HttpRequest request = context.Request;
        bool isJson = request.HasJsonContentType();
        _ = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type);
        if (!isJson && !BareDeploy.Fits(type) && !FormDeploy.Fits(type))
        {
            return (null, UnknownForm());
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

        return isJson ? FromJson(context, name, bytes)
            : FormDeploy.Fits(type) ? await FormDeploy.ReadAsync(context, name, present, type!, bytes)
            : BareDeploy.Read(context, name, bytes);
    }

    private static AdminProblem UnknownForm() => new()
    {
        Title = "A deploy is application/json, text/javascript or multipart/form-data.",
        Status = StatusCodes.Status415UnsupportedMediaType,
        Detail = """
            Send {"code": "…", "routes": ["/path/*"], "config": {…}} as application/json, the code itself as text/javascript with ?route=/path/*, or a form with a part metadata and a part for each module.
            """,
    };

    private static (FunctionDeployment? Deployment, AdminProblem? Problem) FromJson(HttpContext context, string name, ReadOnlyMemory<byte> body)
    {
        (DeployRequest? request, AdminProblem? problem) = AdminBody.Parse(body, AdminJson.Default.DeployRequest);
        if (request is null)
        {
            return (null, problem);
        }

        return request.FindFault() is { } fault
            ? (null, AdminProblem.BadRequest(fault))
            : (request.ToDeployment(name, AdminCaller.Of(context, request.By), request.ToModules()), null);
    }
}
