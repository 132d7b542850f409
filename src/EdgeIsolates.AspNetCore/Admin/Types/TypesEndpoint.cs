using EdgeIsolates.Bindings;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

/// <summary>Serves declarations of what functions find in <c>env</c>.</summary>
internal sealed class TypesEndpoint(HostServiceTypes types)
{
    private const string ContentType = "text/plain; charset=utf-8";

    public void Map(AdminRoutes routes) => routes.Get("/types", ShowAsync, new AdminOperation("getTypes", "The host's own services as TypeScript declarations.")
    {
        Answer = new AdminAnswer(StatusCodes.Status200OK, "The declarations.", new AdminContent("text/plain")),
    });

    private Task ShowAsync(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(types.ToTypeScript(), context.RequestAborted);
    }
}
