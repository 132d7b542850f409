using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

internal static class AdminAnswers
{
    public static Task JsonAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, AdminProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(problem, ReadableJson.Admin.AdminProblem, "application/problem+json", context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, int status, string title, string? detail = null) =>
        ProblemAsync(context, new AdminProblem { Title = title, Status = status, Detail = detail });
}
