using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EdgeIsolates.AspNetCore;

// A page over the admin API, in files that lie in this assembly: no build step, nothing from elsewhere.
//
// What it shows was written by tenants (names, logs, errors, answers), and who looks at it may deploy code. So the page makes text of all of it, and in case it ever does
// not, the browser is told to run no script but these files, to make no HTML of text (trusted types), to connect nowhere else, and to let no other page frame it.
internal static class DashboardEndpoints
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static void Map(AdminRoutes routes)
    {
        routes.Unlisted("/", ShowPageAsync, HttpMethods.Get);
        routes.Unlisted("/dashboard/{file}", ShowFileAsync, HttpMethods.Get);
    }

    private static Task ShowPageAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        PathString here = request.PathBase.Add(request.Path);
        if (here.Value!.EndsWith('/'))
        {
            return SendAsync(context, DashboardFile.All[DashboardFile.Page]);
        }

        // The page names its files, and the API, relative to itself.
        context.Response.Redirect(here.Add("/").ToUriComponent());
        return Task.CompletedTask;
    }

    private static Task ShowFileAsync(HttpContext context) =>
        DashboardFile.All.TryGetValue((string)context.GetRouteValue("file")!, out DashboardFile? file)
            ? SendAsync(context, file)
            : AdminAnswers.ProblemAsync(context, StatusCodes.Status404NotFound, "The dashboard has no such file.");

    private static Task SendAsync(HttpContext context, DashboardFile file)
    {
        HttpResponse response = context.Response;
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
        response.Headers.ETag = file.ETag;
        if (context.Request.Headers.IfNoneMatch.Contains(file.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = file.Content.Length;
        return response.Body.WriteAsync(file.Content, context.RequestAborted).AsTask();
    }
}
