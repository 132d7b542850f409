using EdgeIsolates.AspNetCore;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves functions from the middleware pipeline.</summary>
public static class EdgeIsolatesApplicationBuilderExtensions
{
    /// <summary>
    /// Serves the function whose route fits best, and calls the next middleware when none does, when routing has already chosen an endpoint, or when the function
    /// failed after <c>ctx.passThroughOnException()</c>.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException"><c>AddEdgeIsolates()</c> was not called.</exception>
    public static IApplicationBuilder UseEdgeIsolates(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        FunctionEndpoint function = FunctionEndpoint.Create(app.ApplicationServices);
        return app.Use(next => context => context.GetEndpoint() is null ? function.ServeAsync(context, next) : next(context));
    }
}
