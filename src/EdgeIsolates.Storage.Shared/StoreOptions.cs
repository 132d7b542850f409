using EdgeIsolates;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>How every store takes its options. The same source is compiled into each storage project: they share nothing but the contracts.</summary>
internal static class StoreOptions
{
    /// <summary>Adds options that are set by what the host says, each time it says something, and checked when it starts. The store's classes take them by their own type.</summary>
    public static IServiceCollection AddStoreOptions<TOptions, TValidator>(this IEdgeIsolatesBuilder builder, Action<TOptions> configure)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        IServiceCollection services = builder.AddNamedStoreOptions(Options.Options.DefaultName, configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services;
    }

    /// <summary>Adds the options of one of several stores of a kind.</summary>
    public static IServiceCollection AddStoreOptions<TOptions>(this IEdgeIsolatesBuilder builder, string name, Action<TOptions> configure, IValidateOptions<TOptions> validator)
        where TOptions : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.AddNamedStoreOptions(name, configure).AddSingleton(validator);
    }

    private static IServiceCollection AddNamedStoreOptions<TOptions>(this IEdgeIsolatesBuilder builder, string name, Action<TOptions> configure)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<TOptions>(name).Configure(configure).ValidateOnStart();
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder.Services;
    }
}
