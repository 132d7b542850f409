using EdgeIsolates;

namespace OpenTelemetry.Trace;

/// <summary>Collects the runtime's spans.</summary>
public static class EdgeIsolatesTracerProviderBuilderExtensions
{
    /// <summary>
    /// Collects the spans of <see cref="EdgeIsolatesTelemetry.ActivitySourceName"/>: one for each request to a function, below ASP.NET Core's own, with what the function fetches
    /// below it.
    /// </summary>
    /// <param name="builder">The provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddEdgeIsolatesInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(EdgeIsolatesTelemetry.ActivitySourceName);
    }
}
