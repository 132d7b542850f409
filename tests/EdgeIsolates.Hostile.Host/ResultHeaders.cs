using System.Globalization;
using EdgeIsolates.AspNetCore;

namespace EdgeIsolates.Hostile.Host;

/// <summary>Tells the suite, in headers, what the runtime says about each call.</summary>
internal static class ResultHeaders
{
    public static Task Add(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Features.Get<IEdgeInvocationFeature>()?.Result is { } result)
            {
                IHeaderDictionary headers = context.Response.Headers;
                headers["X-Hostile-Outcome"] = result.Outcome.ToString();
                headers["X-Hostile-Cpu-Ms"] = Number(result.CpuTime.TotalMilliseconds);
                headers["X-Hostile-Wall-Ms"] = Number(result.WallTime.TotalMilliseconds);
                headers["X-Hostile-Memory"] = Number(result.MemoryUsedBytes);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
