using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace EdgeIsolates.AspNetCore;

internal static class AdminAnswers
{
    private const string SecondsToRetry = "2";

    public static Task JsonAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, contentType: null, context.RequestAborted);
    }

    public static Task OkAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) => JsonAsync(context, StatusCodes.Status200OK, value, type);

    public static Task ProblemAsync(HttpContext context, AdminProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (problem.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = SecondsToRetry;
        }

        return context.Response.WriteAsJsonAsync(problem, ReadableJson.Admin.AdminProblem, "application/problem+json", context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, int status, string title, string? detail = null) =>
        ProblemAsync(context, new AdminProblem { Title = title, Status = status, Detail = detail });

    public static Task StoreUnavailableAsync(HttpContext context, StoreUnavailableException exception) =>
        ProblemAsync(context, FaultProblem.OfChange(new DeployFault(DeployFaultCodes.StoreUnavailable, exception.Message)) with { Title = "The store cannot be reached." });

    public static Task NoSuchFunctionAsync(HttpContext context) =>
        ProblemAsync(context, StatusCodes.Status404NotFound, "There is no function of this name.");
}
