using EdgeIsolates;

namespace OpenTelemetry.Metrics;

/// <summary>Collects the runtime's metrics.</summary>
public static class EdgeIsolatesMeterProviderBuilderExtensions
{
    /// <summary>Collects the meter <see cref="EdgeIsolatesTelemetry.MeterName"/>: requests to functions, their durations, CPU time and memory, cold starts, errors, isolates.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddEdgeIsolatesInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(EdgeIsolatesTelemetry.MeterName);
    }
}
