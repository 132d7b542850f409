using EdgeIsolates;
using EdgeIsolates.AspNetCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the isolates to ASP.NET Core's health checks.</summary>
public static class EdgeIsolatesHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that is <c>Degraded</c> when this process has lost memory to contained errors or keeps functions in quarantine.</summary>
    /// <param name="builder">What <c>AddHealthChecks()</c> returned.</param>
    /// <param name="name">The check's name; the default is <c>edge-isolates</c>.</param>
    /// <param name="tags">Tags to filter checks by; none when not set.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddEdgeIsolates(this IHealthChecksBuilder builder, string name = "edge-isolates", IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name,
            services => new IsolateHealthCheck(services.GetFromEdgeIsolates<IIsolateHealthSource>()),
            failureStatus: null,
            tags));
    }
}
