using EdgeIsolates;
using EdgeIsolates.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The choices that ASP.NET Core adds to <c>AddEdgeIsolates()</c>.</summary>
public static class EdgeIsolatesHttpBuilderExtensions
{
    /// <summary>Says how functions are served over HTTP.</summary>
    /// <param name="builder">What <c>AddEdgeIsolates()</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder, for further choices.</returns>
    public static IEdgeIsolatesBuilder ConfigureHttp(this IEdgeIsolatesBuilder builder, Action<EdgeIsolatesHttpOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    /// <summary>Says who may use the admin API.</summary>
    /// <param name="builder">What <c>AddEdgeIsolates()</c> returned.</param>
    /// <param name="configure">Changes the options.</param>
    /// <returns>The builder, for further choices.</returns>
    public static IEdgeIsolatesBuilder ConfigureAdmin(this IEdgeIsolatesBuilder builder, Action<EdgeIsolatesAdminOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<EdgeIsolatesAdminOptions>()
            .Configure(configure)
            .Validate(options => options.MaxDeployBytes > 0, "EdgeIsolatesAdminOptions.MaxDeployBytes must be more than zero.");
        return builder;
    }
}
