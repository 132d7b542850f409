using EdgeIsolates;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Offers the host's own services to functions.</summary>
public static class EdgeBindingBuilderExtensions
{
    /// <summary>
    /// Offers a service of the host: functions whose configuration says <c>"INVENTORY": { "type": "host", "name": "inventory" }</c> call it as <c>env.INVENTORY</c>. It is
    /// resolved for each request in a scope of that request.
    /// </summary>
    /// <typeparam name="TService">An interface with <see cref="EdgeBindingAttribute"/> that the host has registered as a service.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that functions bind it by; a binding that names none takes its own name in <c>env</c>.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The interface has no <see cref="EdgeBindingAttribute"/>, or its project does not run the source generator.</exception>
    public static IEdgeIsolatesBuilder AddBinding<TService>(this IEdgeIsolatesBuilder builder, string name)
        where TService : class
    {
        EdgeBindingContract contract = EdgeBindingContracts.Find<TService>()
            ?? throw new InvalidOperationException($"{typeof(TService)} has no contract: put [EdgeBinding] on the interface, in a project that references EdgeIsolates.");
        return builder.Add(new HostBinding(name, (_, _) => new ContractBinding(contract), contract));
    }

    /// <summary>Offers a binding that the host makes itself.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that functions bind it by.</param>
    /// <param name="open">Makes it, once for each isolate; it is given the host's root services.</param>
    /// <returns>The same builder.</returns>
    public static IEdgeIsolatesBuilder AddBinding(this IEdgeIsolatesBuilder builder, string name, Func<IServiceProvider, BindingContext, IBinding> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        return builder.Add(new HostBinding(name, open, null));
    }

    private static IEdgeIsolatesBuilder Add(this IEdgeIsolatesBuilder builder, HostBinding binding)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(binding.Name);
        builder.Services.AddSingleton(binding);
        return builder;
    }
}
